using System.Globalization;
using System.Numerics.Tensors;
using System.Text;
using Classifier.Features;
using Classifier.Models;
using Classifier.Scoring;
using Classifier.Text;
using Classifier.Training.Data;

namespace Classifier.Benchmarks.Reports;

/// <summary>Measures the effect of the precision of weights on the scores of the topic model, relative to ML.NET with 32 bits.</summary>
internal static class PrecisionReport
{
    private const int SampleSize = 3_000;

    /// <summary>Measures and returns the section.</summary>
    /// <param name="headlines">The headlines to compare scores on.</param>
    /// <param name="labeled">The path of a file of labeled headlines to measure the accuracy on, or <see langword="null"/>.</param>
    public static string Measure(string[] headlines, string? labeled)
    {
        var folder = ModelStore.FindModel(ModelStore.FindRoot(), ModelBundle.TopicTask);
        var bundle = ModelBundle.Read(folder);
        using var zip = File.OpenRead(Path.Combine(folder, ModelBundle.ZipName));
        var weights = new ModelZip(zip).GetTopicWeights(bundle.Manifest.Labels.Count);
        string[] sample = [.. headlines.Distinct().Take(SampleSize)];
        LabeledHeadline[] gold = labeled is null
            ? []
            : [.. LabeledFile.Read(labeled).Where(headline => headline.Topic is not null)];
        string[] texts = [.. sample, .. gold.Select(headline => headline.Text)];
        var reference = bundle.PredictWithMLNet(texts);
        var text = new StringBuilder(
            "## Precision of weights, topic model\n\n| bits | MB | largest difference of a probability | changed first topics per 10,000 headlines"
                + $" | accuracy on {gold.Length:N0} labeled headlines |\n|---|---|---|---|---|\n"
        );
        AddRow("32, float", 4, ComputeScores(bundle, weights, texts, (weight, _) => weight));
        AddRow("16, half", 2, ComputeScores(bundle, weights, texts, (weight, _) => (float)(Half)weight));
        AddRow("16, integers with a scale per row (served)", 2, bundle.Predict(texts, calibrated: false));
        AddRow(
            "8, integers with a scale per row",
            1,
            ComputeScores(
                bundle,
                weights,
                texts,
                (weight, max) => MathF.Round(weight / max * sbyte.MaxValue) * max / sbyte.MaxValue
            )
        );
        return text.Append('\n').ToString();

        void AddRow(string name, int bytes, IReadOnlyList<float[]> scores)
        {
            var worst = reference
                .Zip(scores)
                .Max(pair => pair.First.Zip(pair.Second).Max(score => Math.Abs(score.First - score.Second)));
            var changed = reference.Zip(scores).Count(pair => IndexOfFirst(pair.First) != IndexOfFirst(pair.Second));
            var correct = gold.Where(
                    (headline, i) =>
                        headline.Topics.Contains(bundle.Manifest.Labels[IndexOfFirst(scores[sample.Length + i])])
                )
                .Count();
            var accuracy =
                gold.Length == 0
                    ? "–"
                    : ((double)correct / gold.Length).ToString("0.0000", CultureInfo.InvariantCulture);
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {name} | {weights.Values.Length * (double)bytes / 1e6:0.0} | {worst:0.000000} | {changed * 10_000.0 / texts.Length:0.#} | {accuracy} |\n"
            );
        }
    }

    private static int IndexOfFirst(float[] scores) => TensorPrimitives.IndexOfMax<float>(scores);

    private static float[][] ComputeScores(
        ModelBundle bundle,
        LinearWeights weights,
        string[] headlines,
        Func<float, float, float> round
    )
    {
        var (headline, features) = (new TokenizedHeadline(), new FeatureBuffer(bundle.Manifest.Features));
        return
        [
            .. headlines.Select(text =>
            {
                Tokenizer.Tokenize(text, headline);
                bundle.Featurizer.Featurize(headline, features);
                var logits = weights.Biases.ToArray();
                for (var i = 0; i < features.Rows.Count; i++)
                {
                    Add(weights.GetRow(features.Rows.Indices[i]), features.Values[i], logits, round);
                }

                for (var i = 0; i < features.Vector.Length; i++)
                {
                    Add(weights.GetRow(bundle.Featurizer.VectorOffset + i), features.Vector[i], logits, round);
                }

                TopicScorer.Normalize(logits, 1);
                return logits;
            }),
        ];
    }

    private static void Add(ReadOnlySpan<float> row, float value, float[] logits, Func<float, float, float> round)
    {
        var max = Math.Abs(TensorPrimitives.MaxMagnitude(row));
        for (var label = 0; max > 0 && label < logits.Length; label++)
        {
            logits[label] += round(row[label], max) * value;
        }
    }
}
