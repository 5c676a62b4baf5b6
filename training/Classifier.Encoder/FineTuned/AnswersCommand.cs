using System.CommandLine;
using System.Numerics.Tensors;
using Classifier.Deduplication;
using Classifier.Models;
using Classifier.Onnx;
using Classifier.Text;
using Classifier.Training.Recipes.Teaching;

namespace Classifier.Encoder.FineTuned;

/// <summary>Scores headlines with a fine-tuned encoder, so that a fast model can be trained on its answers.</summary>
internal static class AnswersCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var model = new Option<DirectoryInfo>("--model")
        {
            Description = "The folder of the encoder, such as models/encoder/2.",
            Required = true,
        };
        var topicModel = new Option<DirectoryInfo?>("--with")
        {
            Description =
                "The folder of a topic model of classifier train. The answers are then the geometric mean of both, normalized.",
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
            Scores headlines with a fine-tuned encoder for classifier train --answers. Takes about 2 ms per headline and core.

            Example:
              dotnet run -c Release --project training/Classifier.Encoder -- answers --model models/encoder/2 \
                --data DATA/topic/*.tsv.gz --output answers.bin
            """
        )
        {
            model,
            topicModel,
            data,
            output,
            maxPerFile,
        };
        command.SetAction(result =>
            Answer(
                result.GetValue(model)!.FullName,
                result.GetValue(topicModel)?.FullName,
                result.GetValue(data)!,
                result.GetValue(output)!.FullName,
                result.GetValue(maxPerFile)
            )
        );
        return command;
    }

    private static void Answer(string folder, string? topicFolder, string[] data, string output, int maxPerFile)
    {
        const int Chunk = 2_048;
        using var encoder = EncoderBundle.Read(folder);
        var topicModel = topicFolder is null ? null : ModelBundle.Read(topicFolder);
        if (topicModel is not null && !topicModel.Manifest.Labels.SequenceEqual(encoder.Manifest.Labels))
        {
            throw new InvalidDataException($"{topicFolder} and {folder} have different labels.");
        }

        var workspace = new TokenizedHeadline();
        using var writer = new TeacherAnswersWriter(output, encoder.Manifest.Labels);
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
                    var answers = new float[chunk.Length][];
                    Parallel.For(
                        0,
                        chunk.Length,
                        new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
                        i =>
                        {
                            answers[i] = new float[encoder.Manifest.Labels.Count];
                            encoder.Score(chunk[i], answers[i]);
                        }
                    );
                    var others = topicModel?.Predict(chunk);
                    for (var i = 0; i < chunk.Length; i++)
                    {
                        if (others is not null)
                        {
                            TakeMean(answers[i], others[i]);
                        }

                        writer.Write(chunk[i], answers[i]);
                    }

                    advance(chunk.Length);
                }
            }
        );
    }

    /// <summary>Replaces the answer by the normalized geometric mean of itself and another one.</summary>
    private static void TakeMean(float[] answer, float[] other)
    {
        TensorPrimitives.Multiply(answer, other, answer);
        TensorPrimitives.Sqrt(answer, answer);
        TensorPrimitives.Divide(answer, TensorPrimitives.Sum<float>(answer), answer);
    }
}
