using System.Globalization;
using System.Numerics.Tensors;
using System.Text;
using Classifier.Features;
using Classifier.Models;
using Classifier.Scoring;
using Classifier.Text;
using Classifier.Training.Data;

namespace Classifier.Benchmarks.Reports;

/// <summary>What fewer bits a weight change in the topic model: the reference is ML.NET with its 32 bits.</summary>
internal static class PrecisionReport
{
    private const int Sample = 3_000;

    /// <summary>Measures, and writes a section.</summary>
    /// <param name="headlines">Headlines to compare scores on.</param>
    /// <param name="labeled">A file of labeled headlines to measure the accuracy on; null for none.</param>
    public static string Measure(string[] headlines, string? labeled)
    {
        var folder = ModelStore.FindModel(ModelStore.FindRoot(), ModelBundle.TopicTask);
        var bundle = ModelBundle.Read(folder);
        using var zip = File.OpenRead(Path.Combine(folder, ModelBundle.ZipName));
        var weights = new ModelZip(zip).TopicWeights(bundle.Manifest.Labels.Count);
        string[] sample = [.. headlines.Distinct().Take(Sample)];
        LabeledHeadline[] gold = labeled is null
            ? []
            : [.. LabeledFile.Read(labeled).Where(headline => headline.Topic is not null)];
        string[] texts = [.. sample, .. gold.Select(headline => headline.Text)];
        var reference = bundle.PredictWithMLNet(texts);
        var text = new StringBuilder(
            "## Bits a weight, topic model\n\n| bits | MB | largest difference of a probability | other first topic, of 10,000 headlines"
                + $" | accuracy on {gold.Length:N0} labeled headlines |\n|---|---|---|---|---|\n"
        );
        Row("32, float", 4, Scores(bundle, weights, texts, (weight, _) => weight));
        Row("16, half", 2, Scores(bundle, weights, texts, (weight, _) => (float)(Half)weight));
        Row("16, integers with a scale a row: served", 2, bundle.Predict(texts, calibrated: false));
        Row(
            "8, integers with a scale a row",
            1,
            Scores(
                bundle,
                weights,
                texts,
                (weight, most) => MathF.Round(weight / most * sbyte.MaxValue) * most / sbyte.MaxValue
            )
        );
        return text.Append('\n').ToString();

        void Row(string name, int bytes, IReadOnlyList<float[]> scores)
        {
            var worst = reference
                .Zip(scores)
                .Max(pair => pair.First.Zip(pair.Second).Max(score => Math.Abs(score.First - score.Second)));
            var moved = reference.Zip(scores).Count(pair => First(pair.First) != First(pair.Second));
            var right = gold.Where(
                    (headline, i) => headline.Topics.Contains(bundle.Manifest.Labels[First(scores[sample.Length + i])])
                )
                .Count();
            var accuracy =
                gold.Length == 0 ? "–" : ((double)right / gold.Length).ToString("0.0000", CultureInfo.InvariantCulture);
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {name} | {weights.Values.Length * (double)bytes / 1e6:0.0} | {worst:0.000000} | {moved * 10_000.0 / texts.Length:0.#} | {accuracy} |\n"
            );
        }
    }

    private static int First(float[] scores) => TensorPrimitives.IndexOfMax<float>(scores);

    private static float[][] Scores(
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
        var most = Math.Abs(TensorPrimitives.MaxMagnitude(row));
        for (var label = 0; most > 0 && label < logits.Length; label++)
        {
            logits[label] += round(row[label], most) * value;
        }
    }
}
