using System.CommandLine;
using Classifier.Encoder;
using Classifier.Text;
using Classifier.Training.Data;
using Classifier.Training.Teaching;
using Spectre.Console;

var data = new Option<string[]>("--data")
{
    Description = "Files of headlines, labelled or not; see classifier train --help.",
    Required = true,
    AllowMultipleArgumentsPerToken = true,
};
var output = new Option<FileInfo>("--output") { Description = "The encodings; what is there already is kept and gone on from.", Required = true };
var most = new Option<int>("--at-most")
{
    Description = "The most headlines of one file, evenly spread over it; those of files that were labelled one by one are all taken.",
    DefaultValueFactory = _ => 30_000,
};
var command = new RootCommand("""
    Encodes headlines with a sentence encoder, for classifier train --encodings. Takes about 4 ms a headline and core.

    Example:
      dotnet run -c Release --project training/Classifier.Encoder -- --data DATA/topic/*.tsv.gz DATA/gold/train.tsv --output encodings.bin
    """) { data, output, most };
command.SetAction(result =>
{
    const int Chunk = 2_048;
    var workspace = new TokenizedHeadline();
    using var writer = new EncodingsWriter(result.GetValue(output)!.FullName, SentenceEncoder.Size);
    var seen = writer.Written.Select(title => Story.Key(title, workspace)).ToHashSet();
    var titles = Titles.Choose(result.GetValue(data)!, result.GetValue(most)).Where(title => seen.Add(Story.Key(title, workspace))).ToList();
    Console.Error.WriteLine($"{writer.Written.Count} headlines are encoded, {titles.Count} to go");
    using var encoder = new SentenceEncoder(Environment.ProcessorCount);
    void Encode(Action<int> advance)
    {
        foreach (var chunk in titles.Chunk(Chunk))
        {
            var encodings = encoder.Encode(chunk);
            for (var i = 0; i < chunk.Length; i++)
                writer.Write(chunk[i], encodings[i]);
            advance(chunk.Length);
        }
    }

    if (Console.IsErrorRedirected)
    {
        Encode(_ => { });
        return;
    }

    var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
    console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .Start(progress =>
        {
            var task = progress.AddTask("encoding", maxValue: Math.Max(1, titles.Count));
            Encode(count => task.Increment(count));
        });
});
return command.Parse(args).Invoke();
