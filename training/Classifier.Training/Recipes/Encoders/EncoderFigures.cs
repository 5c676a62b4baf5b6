using System.Globalization;
using Classifier.Onnx;
using Classifier.Training.Evaluation.Figures;

namespace Classifier.Training.Recipes.Encoders;

/// <summary>Contains the metrics of an encoder. Those of a task without labels are NaN.</summary>
/// <param name="Accuracy">The share of headlines whose predicted topic is one of the acceptable ones.</param>
/// <param name="FirstTopicAccuracy">The share of headlines whose predicted topic is the main one.</param>
/// <param name="MacroF1">The mean F1 of the topics.</param>
/// <param name="RocAuc">The area under the ROC curve of the clickbait logit, for grades of at least 2.</param>
/// <param name="Spearman">The rank correlation of the clickbait logit with the grade.</param>
public sealed record EncoderFigures(
    double Accuracy,
    double FirstTopicAccuracy,
    double MacroF1,
    double RocAuc,
    double Spearman
)
{
    /// <summary>Gets the figure by which the best epoch is chosen: the sum of accuracy and ROC-AUC, as far as they are
    /// known.</summary>
    public double Score => new[] { Accuracy, RocAuc }.Where(double.IsFinite).Sum();

    /// <summary>Evaluates logits.</summary>
    /// <param name="logits">The logits of each headline.</param>
    /// <param name="headlines">The headlines. A topic that is not one of the labels counts as wrong.</param>
    /// <param name="labels">The labels of the topics.</param>
    public static EncoderFigures Measure(
        IReadOnlyList<float[]> logits,
        IReadOnlyList<EncoderHeadline> headlines,
        IReadOnlyList<string> labels
    )
    {
        int[] labeled = [.. Enumerable.Range(0, headlines.Count).Where(i => headlines[i].Headline.Topic is not null)];
        int[] graded = [.. Enumerable.Range(0, headlines.Count).Where(i => headlines[i].Headline.Bait is not null)];
        var report =
            labeled.Length == 0
                ? null
                : Metrics.MeasureTopics(
                    [.. labeled.Select(i => labels[GetTopic(logits[i], labels.Count)])],
                    [.. labeled.Select(i => headlines[i].Headline.Topic!)],
                    [.. labeled.Select(i => headlines[i].Headline.SecondTopic)]
                );
        float[] baits = [.. graded.Select(i => EncoderBundle.GetClickbaitLogit(logits[i], labels.Count))];
        float[] grades = [.. graded.Select(i => headlines[i].Headline.Bait!.Value)];
        return new EncoderFigures(
            report?.Accuracy ?? double.NaN,
            report?.FirstTopicAccuracy ?? double.NaN,
            report?.MacroF1 ?? double.NaN,
            Metrics.RocAuc(baits, [.. grades.Select(grade => grade >= 2)]),
            graded.Length == 0 ? double.NaN : Metrics.Spearman(baits, grades)
        );
    }

    /// <summary>Returns the metrics of a manifest, including the calibration errors.</summary>
    /// <param name="errors">The errors of <see cref="EncoderCalibration.CrossValidate"/>.</param>
    public Dictionary<string, double> ToMetrics((double Topic, double Clickbait) errors) =>
        new Dictionary<string, double>
        {
            ["accuracy"] = Accuracy,
            ["first_topic_accuracy"] = FirstTopicAccuracy,
            ["macro_f1"] = MacroF1,
            ["roc_auc"] = RocAuc,
            ["spearman"] = Spearman,
            ["topic_calibration_error"] = errors.Topic,
            ["clickbait_calibration_error"] = errors.Clickbait,
        }
            .Where(metric => double.IsFinite(metric.Value))
            .ToDictionary();

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(
            ", ",
            new (string Name, double Value)[]
            {
                ("accuracy", Accuracy),
                ("first topic", FirstTopicAccuracy),
                ("macro-F1", MacroF1),
                ("ROC-AUC", RocAuc),
                ("Spearman", Spearman),
            }
                .Where(figure => double.IsFinite(figure.Value))
                .Select(figure => string.Create(CultureInfo.InvariantCulture, $"{figure.Name} {figure.Value:0.0000}"))
        );

    /// <summary>Returns the index of the topic with the highest logit.</summary>
    internal static int GetTopic(float[] logits, int topics)
    {
        var best = 0;
        for (var topic = 1; topic < topics; topic++)
        {
            best = logits[topic] > logits[best] ? topic : best;
        }

        return best;
    }
}
