using System.CommandLine;
using Classifier.Deduplication;
using Classifier.Text;
using Classifier.Training.Recipes.Teaching;

namespace Classifier.Encoder;

/// <summary>Encodes headlines for the teacher of a topic model.</summary>
internal static class TitlesCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var data = new Option<string[]>("--data")
        {
            Description = "Files with labeled or unlabeled headlines; see classifier train --help.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var output = new Option<FileInfo>("--output")
        {
            Description = "The file of encodings. If it exists, new encodings are appended.",
            Required = true,
        };
        var maxPerFile = new Option<int>("--at-most")
        {
            Description =
                "The maximum number of headlines from one file, sampled evenly. Headlines labeled by a reader are always included.",
            DefaultValueFactory = _ => 80_000,
        };
        var command = new Command(
            "titles",
            """
            Encodes headlines for classifier train --encodings. Takes about 4 ms per headline and core.

            Example:
              dotnet run -c Release --project training/Classifier.Encoder -- titles --data DATA/topic/*.tsv.gz DATA/gold/train.tsv --output encodings.bin
            """
        )
        {
            data,
            output,
            maxPerFile,
        };
        command.SetAction(result =>
            Encode(result.GetValue(data)!, result.GetValue(output)!.FullName, result.GetValue(maxPerFile))
        );
        return command;
    }

    private static void Encode(string[] data, string output, int maxPerFile)
    {
        const int Chunk = 2_048;
        var workspace = new TokenizedHeadline();
        using var writer = new EncodingsWriter(output, SentenceEncoder.Size);
        var seen = writer.Written.Select(title => HeadlineKey.Compute(title, workspace)).ToHashSet();
        var titles = TitleSelection
            .Choose(data, maxPerFile)
            .Where(title => seen.Add(HeadlineKey.Compute(title, workspace)))
            .ToList();
        Console.Error.WriteLine($"{writer.Written.Count} headlines already encoded, {titles.Count} remaining");
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
