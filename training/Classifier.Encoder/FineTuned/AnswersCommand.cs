using System.CommandLine;
using Classifier.Deduplication;
using Classifier.Text;
using Classifier.Training.Recipes.Teaching;

namespace Classifier.Encoder.FineTuned;

/// <summary>Scores headlines with a fine-tuned encoder, so that a fast model can be trained on its answers.</summary>
internal static class AnswersCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var models = new Option<DirectoryInfo[]>("--model")
        {
            Description = "The folder of an encoder, such as models/encoder/4. Of several, the mean is written.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var topicModel = new Option<DirectoryInfo?>("--with")
        {
            Description =
                "The folder of a topic model of classifier train, which counts half as much as an encoder in the mean of the topics.",
        };
        var data = new Option<string[]>("--data")
        {
            Description = "Files with labeled or unlabeled headlines; see classifier train --help.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var output = new Option<FileInfo>("--output")
        {
            Description = "The file of answers. If it exists, new answers are appended.",
            Required = true,
        };
        var maxPerFile = new Option<int>("--at-most")
        {
            Description =
                "The maximum number of headlines from one file, sampled evenly. Headlines labeled by a reader are always included.",
            DefaultValueFactory = _ => 80_000,
        };
        var command = new Command(
            "answers",
            """
            Scores headlines with fine-tuned encoders for train --answers and classifier train --answers. Takes about 2 ms per
            headline, encoder, and core.

            The mean of several models is geometric for topics, and that of the logits for clickbait.

            Example:
              dotnet run -c Release --project training/Classifier.Encoder -- answers --model models/encoder/4 \
                --data DATA/topic/*.tsv.gz --output answers.bin
            """
        )
        {
            models,
            topicModel,
            data,
            output,
            maxPerFile,
        };
        command.SetAction(result =>
            Answer(
                [.. result.GetValue(models)!.Select(folder => folder.FullName)],
                result.GetValue(topicModel)?.FullName,
                result.GetValue(data)!,
                result.GetValue(output)!.FullName,
                result.GetValue(maxPerFile)
            )
        );
        return command;
    }

    private static void Answer(string[] folders, string? topicFolder, string[] data, string output, int maxPerFile)
    {
        const int Chunk = 2_048;
        using var teacher = new Ensemble(folders, topicFolder);
        var workspace = new TokenizedHeadline();
        using var writer = new TeacherAnswersWriter(output, teacher.Labels);
        var seen = writer.Written.Select(title => HeadlineKey.Compute(title, workspace)).ToHashSet();
        var titles = TitleSelection
            .Choose(data, maxPerFile)
            .Where(title => seen.Add(HeadlineKey.Compute(title, workspace)))
            .ToList();
        Console.Error.WriteLine($"{writer.Written.Count} headlines already scored, {titles.Count} remaining");
        EncodingProgress.Run(
            titles.Count,
            advance =>
            {
                foreach (var chunk in titles.Chunk(Chunk))
                {
                    foreach (var (title, (topics, grades)) in chunk.Zip(teacher.Answer(chunk)))
                    {
                        writer.Write(title, topics, grades);
                    }

                    advance(chunk.Length);
                }
            }
        );
    }
}
