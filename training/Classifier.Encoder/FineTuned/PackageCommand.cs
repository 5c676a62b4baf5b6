using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using Classifier.Lifecycle;
using Classifier.Models;
using Classifier.Onnx;
using Classifier.Training.Data;
using Classifier.Training.Lifecycle;

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
            Description = "The folder to write, such as models/encoder/3. Its name is the version.",
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
                --data DATA/gold/train.tsv --calibration DATA/gold/gold.tsv --output models/encoder/3
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
        var vocabulary = package.ReadVocabulary();
        var examples = GoldHeadlines.Read(calibration, package.CreateTokenizer());
        using var session = EncoderBundle.OpenSession(graph);
        float[][] logits =
        [
            .. examples.Select(example =>
                EncoderBundle.ComputeLogits(session, [.. example.Pieces.Select(piece => (long)piece)])
            ),
        ];
        var fitted = EncoderCalibration.Fit(logits, examples);
        var manifest = new EncoderManifest
        {
            Version = Path.GetFileName(folder),
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(graph)),
            VocabularySha256 = Convert.ToHexStringLower(SHA256.HashData(vocabulary)),
            Labels = GoldHeadlines.Labels,
            TopicScale = 1 / fitted.Temperature,
            MinScore = fitted.MinScore,
            AnyTopic = fitted.AnyTopic,
            Clickbait = fitted.Clickbait,
            Bands = fitted.Bands,
            Probes = [],
            Metrics = Measure(logits, examples),
            TrainingFiles = [.. data.Select(Describe)],
            CalibrationFiles = [.. calibration.Select(Describe)],
            Trainer = $"{package.Name}, fine-tuned as docs/RECIPE.md describes",
        };
        var tokenizer = new HeadlineTokenizer(new StreamReader(new MemoryStream(vocabulary)));
        manifest = manifest with
        {
            Probes =
            [
                .. ModelWriter.Probes.Select(headline => new Probe(
                    headline,
                    EncoderBundle.Calibrate(EncoderBundle.ComputeLogits(session, tokenizer.Encode(headline)), manifest)
                )),
            ],
        };
        // A version that serves only because it is the only one must be named before another appears beside it.
        ModelActivation.PinCurrent(folder, EncoderBundle.FolderName);
        WriteFolder(folder, manifest, graph, vocabulary);
        ModelActivation.ActivateFirst(folder, EncoderBundle.FolderName);
        Console.WriteLine(
            $"{folder}: {graph.Length / 1e6:0.0} MB; "
                + string.Join(", ", manifest.Metrics.Select(metric => $"{metric.Key} {metric.Value:0.0000}"))
        );
    }

    private static Dictionary<string, double> Measure(float[][] logits, GoldHeadline[] examples)
    {
        var figures = EncoderFigures.Measure(logits, examples);
        var (topic, clickbait) = EncoderCalibration.CrossValidate(logits, examples);
        return new Dictionary<string, double>
        {
            ["accuracy"] = figures.Accuracy,
            ["first_topic_accuracy"] = figures.FirstTopicAccuracy,
            ["macro_f1"] = figures.MacroF1,
            ["roc_auc"] = figures.RocAuc,
            ["spearman"] = figures.Spearman,
            ["topic_calibration_error"] = topic,
            ["clickbait_calibration_error"] = clickbait,
        };
    }

    private static TrainingFile Describe(string path) =>
        new(
            Path.GetFileName(path),
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))),
            LabeledFile.Read(path).Count
        );

    /// <summary>Writes the files to a temporary folder, loads the model from there, and moves the folder into place.</summary>
    private static void WriteFolder(string folder, EncoderManifest manifest, byte[] graph, byte[] vocabulary)
    {
        var temporary = Path.Combine(Path.GetDirectoryName(folder)!, $".{Guid.NewGuid():N}.tmp");
        Directory.CreateDirectory(temporary);
        try
        {
            File.WriteAllBytes(Path.Combine(temporary, EncoderBundle.GraphName), graph);
            File.WriteAllBytes(Path.Combine(temporary, EncoderBundle.VocabularyName), vocabulary);
            File.WriteAllText(
                Path.Combine(temporary, ModelBundle.ManifestName),
                JsonSerializer.Serialize(manifest, ModelManifest.JsonOptions) + "\n"
            );
            EncoderBundle.Read(temporary).Dispose();
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            Directory.Move(temporary, folder);
        }
        finally
        {
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }
        }
    }
}
