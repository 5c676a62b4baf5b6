using System.CommandLine;
using System.Security.Cryptography;
using Classifier.Lifecycle;
using Classifier.Models;
using Classifier.Onnx;
using Classifier.Training.Data;
using Classifier.Training.Lifecycle;
using Classifier.Training.Recipes.Encoders;

namespace Classifier.Encoder.FineTuned;

/// <summary>Makes a model that the server and the command line load from a fine-tuned encoder.</summary>
internal static class PackageCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var trained = new Option<DirectoryInfo>("--trained")
        {
            Description = "The folder that train wrote.",
            Required = true,
        };
        var data = CreateDataOption("--data", "The files that the encoder was trained on; their hashes are recorded.");
        var calibration = CreateDataOption(
            "--calibration",
            "Labeled files that the encoder was not trained on. Temperature, clickbait calibration, and bands are fitted to them."
        );
        var output = new Option<DirectoryInfo>("--output")
        {
            Description = "The folder to write, such as models/encoder/4. Its name is the version.",
            Required = true,
        };
        var encoder = TrainCommand.CreateEncoderOption();
        var command = new Command(
            "package",
            """
            Makes a model for classifier classify --model accurate and for the server: calibrates the scores of a fine-tuned encoder
            and writes the 8-bit graph, the vocabulary, and a manifest with hashes and probes.

            Example:
              dotnet run -c Release --project training/Classifier.Encoder -- package --trained work/encoder \
                --data DATA/gold/train.tsv --calibration DATA/gold/gold.tsv --output models/encoder/4
            """
        )
        {
            trained,
            data,
            calibration,
            output,
            encoder,
        };
        command.SetAction(result =>
            Write(
                EncoderPackage.Get(result.GetValue(encoder)!),
                result.GetValue(trained)!.FullName,
                result.GetValue(data)!,
                result.GetValue(calibration)!,
                ModelWriter.EnsureWritable(result.GetValue(output)!.FullName)
            )
        );
        return command;
    }

    private static Option<string[]> CreateDataOption(string name, string description) =>
        new(name)
        {
            Description = description,
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };

    private static void Write(
        EncoderPackage package,
        string trained,
        string[] data,
        string[] calibration,
        string folder
    )
    {
        var graph = File.ReadAllBytes(Path.Combine(trained, EncoderBundle.GraphName));
        var examples = GoldHeadlines.Read(calibration, package.CreateTokenizer());
        using var session = EncoderBundle.OpenSession(graph);
        float[][] logits =
        [
            .. examples.Select(example =>
                EncoderBundle.ComputeLogits(session, [.. example.Pieces.Select(piece => (long)piece)])
            ),
        ];
        var labels = GoldHeadlines.Labels;
        var manifest = EncoderCalibration
            .Fit(logits, examples, labels.Count)
            .CreateManifest(
                labels,
                EncoderFigures
                    .Measure(logits, examples, labels)
                    .ToMetrics(EncoderCalibration.CrossValidate(logits, examples, labels.Count)),
                [.. data.Select(Describe)],
                [.. calibration.Select(Describe)],
                $"{package.Name}, fine-tuned as docs/RECIPE.md describes"
            );
        // A version that serves only because it is the only one must be named before another appears beside it.
        ModelActivation.PinCurrent(folder, EncoderBundle.FolderName);
        manifest = EncoderWriter.Write(folder, manifest, graph, package.ReadVocabulary());
        ModelActivation.ActivateFirst(folder, EncoderBundle.FolderName);
        Console.WriteLine(
            $"{folder}: {graph.Length / 1e6:0.0} MB; "
                + string.Join(", ", manifest.Metrics.Select(metric => $"{metric.Key} {metric.Value:0.0000}"))
        );
    }

    private static TrainingFile Describe(string path) =>
        new(
            Path.GetFileName(path),
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))),
            LabeledFile.Read(path).Count
        );
}
