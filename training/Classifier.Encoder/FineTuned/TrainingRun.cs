using System.Security.Cryptography;
using Classifier.Models;
using Classifier.Training.Recipes.Encoders;
using Classifier.Training.Recipes.Teaching;
using Classifier.Transformers;
using Classifier.Transformers.Onnx;
using Classifier.Transformers.Training;

namespace Classifier.Encoder.FineTuned;

/// <summary>Runs the command <c>train</c>.</summary>
internal sealed class TrainingRun(
    EncoderPackage package,
    string[] data,
    string? answers,
    string? validation,
    string folder,
    FineTuningOptions options,
    int threads
)
{
    private string CheckpointPath => Path.Combine(folder, "checkpoint.bin");

    /// <summary>Trains the model and writes it after each epoch that improves it.</summary>
    /// <returns>The exit code.</returns>
    public int Execute(CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var compute = new Compute(threads);
        var graph = new BertGraph(package.ReadModel(), GoldHeadlines.Labels.Count);
        var model = graph.CreateModel(compute, options.Seed);
        var tokenize = package.CreateTokenizer();
        var set = new EncoderExamples(
            GoldHeadlines.Read(data, tokenize),
            GoldHeadlines.Labels,
            answers is null ? null : TeacherAnswers.Read(answers),
            tokenize,
            options.Epochs
        );
        var held = validation is null ? [] : GoldHeadlines.Read([validation], tokenize);
        var training = new FineTuning(model, compute, options, DescribeRun());
        var best = double.NegativeInfinity;
        if (File.Exists(CheckpointPath))
        {
            using var checkpoint = File.OpenRead(CheckpointPath);
            training.Restore(checkpoint);
            best = held.Length > 0 && File.Exists(GetModelPath(quantized: false)) ? EvaluateSaved(held) : best;
            Console.Error.WriteLine($"Resuming after epoch {training.FinishedEpochs}.");
        }

        Console.Error.WriteLine($"{set.Count} headlines per epoch, {options.Epochs} epochs, {threads} threads");
        try
        {
            while (training.FinishedEpochs < options.Epochs)
            {
                training.RunEpoch(set.GetExamples(training.FinishedEpochs), Report, cancellation);
                var score = held.Length > 0 ? Evaluate(model, held, training.FinishedEpochs) : training.FinishedEpochs;
                if (score > best)
                {
                    best = score;
                    Save(graph, model);
                }

                AtomicFile.Write(CheckpointPath, training.Save);
            }
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine(
                File.Exists(GetModelPath(quantized: false))
                    ? $"Canceled. {folder} contains the best model so far; run the command again to resume."
                    : "Canceled before the end of the first epoch; no model was written."
            );
            return 130;
        }

        return 0;
    }

    private static void Report(TrainingStep step)
    {
        const int ReportInterval = 20;
        if (step.Step % ReportInterval == 0 || step.Step == step.Steps)
        {
            Console.Error.WriteLine(
                $"epoch {step.Epoch}, step {step.Step} of {step.Steps}, loss {step.Loss:0.000}, {step.Remaining:h\\:mm\\:ss} left"
            );
        }
    }

    /// <summary>Evaluates the model and returns the sum of accuracy and ROC-AUC, by which the best epoch is chosen.</summary>
    private static double Evaluate(EncoderModel model, EncoderHeadline[] examples, int epoch)
    {
        var logits = examples
            .Chunk(32)
            .SelectMany(chunk =>
            {
                var rows = model.Forward(new TokenBatch([.. chunk.Select(example => example.Pieces)]));
                return Enumerable.Range(0, rows.Rows).Select(row => rows[row].ToArray());
            })
            .ToList();
        var figures = EncoderFigures.Measure(logits, examples, GoldHeadlines.Labels);
        Console.Error.WriteLine($"epoch {epoch}: {figures}");
        return figures.Score;
    }

    private double EvaluateSaved(EncoderHeadline[] examples)
    {
        using var session = new FineTunedEncoder(File.ReadAllBytes(GetModelPath(quantized: false)));
        var figures = EncoderFigures.Measure(
            session.Run([.. examples.Select(example => example.Pieces)], "topic_logits", "clickbait_logits"),
            examples,
            GoldHeadlines.Labels
        );
        return figures.Score;
    }

    private void Save(BertGraph graph, EncoderModel model)
    {
        foreach (var quantized in new[] { false, true })
        {
            AtomicFile.Write(GetModelPath(quantized), stream => graph.Write(stream, model, quantized));
        }
    }

    private string GetModelPath(bool quantized) => Path.Combine(folder, quantized ? "model.int8.onnx" : "model.onnx");

    /// <summary>Describes everything that the result depends on.</summary>
    private string DescribeRun() =>
        string.Join(
            ' ',
            data.Concat(answers is null ? [] : [answers])
                .Select(path => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))))
                .Append(package.Name)
                .Append(options.ToString())
        );
}
