using System.Globalization;
using System.Numerics.Tensors;
using System.Text;
using Classifier.Features;
using Classifier.Models;
using Classifier.Text;

namespace Classifier.Benchmarks.Reports;

/// <summary>What fewer bits a weight change in the topic model: the reference is ML.NET with its 32 bits.</summary>
internal static class PrecisionReport
{
    private const int Sample = 3_000;

    /// <summary>Measures, and writes a section.</summary>
    public static string Measure(string[] headlines)
    {
        var folder = ModelStore.FindModel(ModelStore.FindRoot(), ModelBundle.TopicTask);
        var bundle = ModelBundle.Read(folder);
        using var zip = File.OpenRead(Path.Combine(folder, ModelBundle.ZipName));
        var weights = new ModelZip(zip).TopicWeights();
        string[] sample = [.. headlines.Distinct().Take(Sample)];
        var reference = bundle.PredictWithMLNet(sample);
        var text = new StringBuilder("## Bits a weight, topic model\n\n| bits | MB | largest difference of a probability | other first topic, of 10,000 headlines |\n|---|---|---|---|\n");
        Row(text, "32, float", 4, weights, reference, Scores(bundle, weights, sample, (weight, _) => weight));
        Row(text, "16, half", 2, weights, reference, Scores(bundle, weights, sample, (weight, _) => (float)(Half)weight));
        Row(text, "16, integers with a scale a row: served", 2, weights, reference, bundle.Predict(sample, calibrated: false));
        Row(text, "8, integers with a scale a row", 1, weights, reference,
            Scores(bundle, weights, sample, (weight, most) => MathF.Round(weight / most * sbyte.MaxValue) * most / sbyte.MaxValue));
        return text.Append('\n').ToString();
    }

    private static void Row(StringBuilder text, string name, int bytes, LinearWeights weights, IReadOnlyList<float[]> reference, IReadOnlyList<float[]> scores)
    {
        var worst = reference.Zip(scores).Max(pair => pair.First.Zip(pair.Second).Max(score => Math.Abs(score.First - score.Second)));
        var moved = reference.Zip(scores).Count(pair => TensorPrimitives.IndexOfMax<float>(pair.First) != TensorPrimitives.IndexOfMax<float>(pair.Second));
        text.Append(CultureInfo.InvariantCulture,
            $"| {name} | {weights.Values.Length * (double)bytes / 1e6:0.0} | {worst:0.000000} | {moved * 10_000.0 / reference.Count:0.#} |\n");
    }

    private static float[][] Scores(ModelBundle bundle, LinearWeights weights, string[] headlines, Func<float, float, float> round)
    {
        var (headline, features) = (new TokenizedHeadline(), new FeatureBuffer(bundle.Manifest.Features));
        return [.. headlines.Select(text =>
        {
            Tokenizer.Tokenize(text, headline);
            bundle.Featurizer.Featurize(headline, features);
            var logits = weights.Biases.ToArray();
            for (var i = 0; i < features.Rows.Count; i++)
                Add(weights.Of(features.Rows.Numbers[i]), features.Values[i], logits, round);
            for (var i = 0; i < features.Vector.Length; i++)
                Add(weights.Of(bundle.Featurizer.VectorOffset + i), features.Vector[i], logits, round);
            TensorPrimitives.SoftMax<float>(logits, logits);
            return logits;
        })];
    }

    private static void Add(ReadOnlySpan<float> row, float value, float[] logits, Func<float, float, float> round)
    {
        var most = Math.Abs(TensorPrimitives.MaxMagnitude(row));
        for (var label = 0; most > 0 && label < logits.Length; label++)
            logits[label] += round(row[label], most) * value;
    }
}
