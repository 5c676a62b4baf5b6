using Classifier.Onnx;
using Classifier.Training.Evaluation.Figures;

namespace Classifier.Encoder.FineTuned;

/// <summary>Contains the metrics of a fine-tuned encoder.</summary>
/// <param name="Accuracy">The share of headlines whose predicted topic is one of the acceptable ones.</param>
/// <param name="FirstTopicAccuracy">The share of headlines whose predicted topic is the main one.</param>
/// <param name="MacroF1">The mean F1 of the topics.</param>
/// <param name="RocAuc">The area under the ROC curve of the clickbait logit, for grades of at least 2.</param>
/// <param name="Spearman">The rank correlation of the clickbait logit with the grade.</param>
internal sealed record EncoderFigures(
    double Accuracy,
    double FirstTopicAccuracy,
    double MacroF1,
    double RocAuc,
    double Spearman
)
{
    /// <summary>Evaluates logits.</summary>
    /// <param name="logits">The logits of each headline.</param>
    /// <param name="examples">The labels of each headline.</param>
    public static EncoderFigures Measure(IReadOnlyList<float[]> logits, IReadOnlyList<GoldHeadline> examples)
    {
        var labels = GoldHeadlines.Labels;
        int[] topics = [.. Enumerable.Range(0, examples.Count).Where(i => examples[i].Topic is not null)];
        int[] grades = [.. Enumerable.Range(0, examples.Count).Where(i => examples[i].Grade is not null)];
        var report = Metrics.MeasureTopics(
            [.. topics.Select(i => labels[GetTopic(logits[i], labels.Count)])],
            [.. topics.Select(i => labels[examples[i].Topic!.Value])],
            [.. topics.Select(i => examples[i].SecondTopic is { } second ? labels[second] : null)]
        );
        float[] baits = [.. grades.Select(i => EncoderBundle.GetClickbaitLogit(logits[i], labels.Count))];
        return new EncoderFigures(
            report.Accuracy,
            report.FirstTopicAccuracy,
            report.MacroF1,
            Metrics.RocAuc(baits, [.. grades.Select(i => examples[i].Grade >= 2)]),
            Metrics.Spearman(baits, [.. grades.Select(i => (float)examples[i].Grade!.Value)])
        );
    }

    private static int GetTopic(float[] logits, int topics)
    {
        var scores = logits.AsSpan(0, topics);
        var best = 0;
        for (var topic = 1; topic < topics; topic++)
        {
            best = scores[topic] > scores[best] ? topic : best;
        }

        return best;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"accuracy {Accuracy:0.0000}, first topic {FirstTopicAccuracy:0.0000}, macro-F1 {MacroF1:0.0000}, "
                + $"ROC-AUC {RocAuc:0.0000}, Spearman {Spearman:0.0000}"
        );
}
