using System.CommandLine;
using Classifier.Training.Data;
using Classifier.Transformers;
using Classifier.Transformers.Onnx;

namespace Classifier.Encoder.FineTuned;

/// <summary>Compares the trainable model with ONNX Runtime.</summary>
internal static class VerifyCommand
{
    private const double StateTolerance = 1e-4;
    private const double LogitTolerance = 1e-3;

    /// <summary>The minimum correlation between the logits of the original and the quantized model.</summary>
    private const double MinCorrelation = 0.98;

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var encoder = TrainCommand.CreateEncoderOption();
        var data = new Option<string>("--data") { Description = "A file with headlines.", Required = true };
        var command = new Command(
            "verify",
            """
            Verifies the implementation of the encoder: compares its states with those of ONNX Runtime for the pretrained model, and
            the logits of the ONNX models that train writes with its own.

            Example:
              dotnet run -c Release --project training/Classifier.Encoder -- verify --data training/data/headlines.tsv
            """
        )
        {
            encoder,
            data,
        };
        command.SetAction(result => Verify(EncoderPackage.Get(result.GetValue(encoder)!), result.GetValue(data)!));
        return command;
    }

    private static int Verify(EncoderPackage package, string path)
    {
        const int SampleSize = 40;
        var tokenize = package.CreateTokenizer();
        int[][] texts = [.. LabeledFile.ReadTexts(path).Take(SampleSize).Select(headline => tokenize(headline.Text))];
        var bytes = package.ReadModel();
        var graph = new BertGraph(bytes, GoldHeadlines.Labels.Count);
        var model = graph.CreateModel(new Compute(Environment.ProcessorCount), seed: 1);
        var batch = new TokenBatch(texts);

        var states = model.Encode(batch).Values;
        var expected = Run(bytes, texts, "last_hidden_state");
        var stateError = GetMaxDifference(states, expected);
        var logits = model.Forward(batch).Values;
        var exported = Run(Export(graph, model, quantize: false), texts, "topic_logits", "clickbait_logits");
        var logitError = GetMaxDifference(logits, exported);
        var quantizedModel = Export(graph, model, quantize: true);
        var quantized = Run(quantizedModel, texts, "topic_logits", "clickbait_logits");
        var correlation = GetCorrelation(logits, quantized);
        Console.WriteLine($"states: maximum difference {stateError:0.0e0}, tolerance {StateTolerance:0.0e0}");
        Console.WriteLine($"logits: maximum difference {logitError:0.0e0}, tolerance {LogitTolerance:0.0e0}");
        Console.WriteLine(
            $"quantized: correlation {correlation:0.0000}, minimum {MinCorrelation}, {quantizedModel.Length / 1e6:0.0} MB"
        );
        return stateError <= StateTolerance && logitError <= LogitTolerance && correlation >= MinCorrelation ? 0 : 1;
    }

    private static byte[] Export(BertGraph graph, EncoderModel model, bool quantize)
    {
        using var stream = new MemoryStream();
        graph.Write(stream, model, quantize);
        return stream.ToArray();
    }

    private static float[] Run(byte[] model, int[][] texts, params string[] outputs)
    {
        using var session = new FineTunedEncoder(model);
        return [.. session.Run(texts, outputs).SelectMany(values => values)];
    }

    private static double GetMaxDifference(float[] a, float[] b) =>
        a.Length == b.Length ? a.Zip(b, (x, y) => (double)Math.Abs(x - y)).Max() : double.PositiveInfinity;

    private static double GetCorrelation(float[] a, float[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        var covariance = a.Zip(b, (x, y) => (double)(x - meanA) * (y - meanB)).Sum();
        return covariance
            / Math.Sqrt(a.Sum(x => (double)(x - meanA) * (x - meanA)) * b.Sum(y => (double)(y - meanB) * (y - meanB)));
    }
}
