using System.CommandLine;
using Classifier.Deduplication;
using Classifier.Text;
using Classifier.Training.Recipes.Teaching;

namespace Classifier.Encoder;

/// <summary>Encodes headlines, for a teacher to learn and to answer from.</summary>
internal static class TitlesCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var data = new Option<string[]>("--data")
        {
            Description = "Files of headlines, labeled or not; see classifier train --help.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var output = new Option<FileInfo>("--output")
        {
            Description = "The encodings; what is there already is kept and gone on from.",
            Required = true,
        };
        var most = new Option<int>("--at-most")
        {
            Description =
                "The most headlines of one file, evenly spread over it; those of files that were labeled one by one are all taken.",
            DefaultValueFactory = _ => 80_000,
        };
        var command = new Command(
            "titles",
            """
            Encodes headlines, for classifier train --encodings. Takes about 4 ms a headline and core.

            Example:
              dotnet run -c Release --project training/Classifier.Encoder -- titles --data DATA/topic/*.tsv.gz DATA/gold/train.tsv --output encodings.bin
            """
        )
        {
            data,
            output,
            most,
        };
        command.SetAction(result =>
            Encode(result.GetValue(data)!, result.GetValue(output)!.FullName, result.GetValue(most))
        );
        return command;
    }

    private static void Encode(string[] data, string output, int most)
    {
        const int Chunk = 2_048;
        var workspace = new TokenizedHeadline();
        using var writer = new EncodingsWriter(output, SentenceEncoder.Size);
        var seen = writer.Written.Select(title => HeadlineKey.Compute(title, workspace)).ToHashSet();
        var titles = Titles.Choose(data, most).Where(title => seen.Add(HeadlineKey.Compute(title, workspace))).ToList();
        Console.Error.WriteLine($"{writer.Written.Count} headlines are encoded, {titles.Count} to go");
        using var encoder = new SentenceEncoder(Environment.ProcessorCount);
        EncodingProgress.Run(
            titles.Count,
            advance =>
            {
                foreach (var chunk in titles.Chunk(Chunk))
                {
                    var encodings = encoder.Encode(chunk);
                    for (var i = 0; i < chunk.Length; i++)
                    {
                        writer.Write(chunk[i], encodings[i]);
                    }

                    advance(chunk.Length);
                }
            }
        );
    }
}
