namespace Classifier.Training.Evaluation.Figures;

/// <summary>How right predictions are.</summary>
public static class Metrics
{
    /// <summary>Measures the topics of a set.</summary>
    /// <param name="predicted">The most probable label of each headline.</param>
    /// <param name="first">Its right label.</param>
    /// <param name="second">A label that is right as well, or null; null for none at all.</param>
    /// <returns>Accuracy and, over the labels that are right somewhere, precision, recall, F1 and support;
    /// macro-F1 is their plain mean.</returns>
    public static TopicReport Topics(
        IReadOnlyList<string> predicted,
        IReadOnlyList<string> first,
        IReadOnlyList<string?>? second = null
    )
    {
        string[] actual =
        [
            .. first.Select((label, i) => second is not null && second[i] == predicted[i] ? predicted[i] : label),
        ];
        var labels = actual
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Select(label =>
            {
                var hits = actual.Where((right, i) => right == label && predicted[i] == label).Count();
                var support = actual.Count(right => right == label);
                var given = predicted.Count(guess => guess == label);
                var precision = given == 0 ? 0 : (double)hits / given;
                var recall = (double)hits / support;
                return new LabelReport(
                    label,
                    precision,
                    recall,
                    hits == 0 ? 0 : 2 * precision * recall / (precision + recall),
                    support
                );
            })
            .ToList();
        double Accuracy(IEnumerable<string> right) =>
            right.Where((label, i) => label == predicted[i]).Count() / (double)predicted.Count;
        var majority = first.CountBy(label => label).Max(label => label.Value) / (double)first.Count;
        return new TopicReport(
            actual.Length,
            Accuracy(actual),
            Accuracy(first),
            labels.Average(label => label.F1),
            majority,
            labels
        );
    }

    /// <summary>Measures clickbait scores.</summary>
    /// <param name="scores">The probabilities.</param>
    /// <param name="grades">The right grades, 0 to 3; 2 and 3 are bait.</param>
    public static ClickbaitReport Clickbait(IReadOnlyList<float> scores, IReadOnlyList<float> grades)
    {
        var bait = grades.Select(grade => grade >= 2).ToArray();
        int hits = 0,
            given = 0,
            positives = bait.Count(value => value);
        for (var i = 0; i < scores.Count; i++)
        {
            given += scores[i] >= 0.5f ? 1 : 0;
            hits += scores[i] >= 0.5f && bait[i] ? 1 : 0;
        }

        var precision = given == 0 ? 0 : (double)hits / given;
        var recall = positives == 0 ? 0 : (double)hits / positives;
        return new ClickbaitReport(
            scores.Count,
            (scores.Count - given - positives + (2.0 * hits)) / scores.Count,
            precision,
            recall,
            hits == 0 ? 0 : 2 * precision * recall / (precision + recall),
            RocAuc(scores, bait),
            Spearman(scores, grades),
            CalibrationError(scores, bait),
            Math.Max(positives, scores.Count - positives) / (double)scores.Count
        );
    }

    /// <summary>The expected calibration error over ten bins of equal width (Naeini et al. 2015).</summary>
    public static double CalibrationError(IReadOnlyList<float> scores, IReadOnlyList<bool> outcomes) =>
        Enumerable
            .Range(0, scores.Count)
            .GroupBy(i => Math.Min(9, (int)(scores[i] * 10)))
            .Sum(bin => Math.Abs(bin.Sum(i => scores[i]) - bin.Count(i => outcomes[i]))) / scores.Count;

    /// <summary>The area under the ROC curve: how probably a bait headline scores above another; ties count half.
    /// NaN where one class is missing.</summary>
    public static double RocAuc(IReadOnlyList<float> scores, IReadOnlyList<bool> outcomes)
    {
        var ranks = Ranks(scores);
        var positives = outcomes.Count(value => value);
        double negatives = outcomes.Count - positives;
        var sum = ranks.Where((_, i) => outcomes[i]).Sum();
        return positives == 0 || negatives == 0
            ? double.NaN
            : (sum - (positives * (positives + 1.0) / 2)) / (positives * negatives);
    }

    /// <summary>Spearman's rank correlation, ties by mean rank.</summary>
    public static double Spearman(IReadOnlyList<float> a, IReadOnlyList<float> b)
    {
        double[] x = Ranks(a),
            y = Ranks(b);
        double meanX = x.Average(),
            meanY = y.Average();
        double product = 0,
            squareX = 0,
            squareY = 0;
        for (var i = 0; i < x.Length; i++)
        {
            product += (x[i] - meanX) * (y[i] - meanY);
            squareX += (x[i] - meanX) * (x[i] - meanX);
            squareY += (y[i] - meanY) * (y[i] - meanY);
        }

        return product / Math.Sqrt(squareX * squareY);
    }

    private static double[] Ranks(IReadOnlyList<float> values)
    {
        var order = Enumerable.Range(0, values.Count).OrderBy(i => values[i]).ToArray();
        var ranks = new double[values.Count];
        for (var start = 0; start < order.Length; )
        {
            var end = start;
            while (end < order.Length && values[order[end]] == values[order[start]])
            {
                end++;
            }

            for (var i = start; i < end; i++)
            {
                ranks[order[i]] = (start + end + 1) / 2.0;
            }

            start = end;
        }

        return ranks;
    }
}

/// <summary>How right a topic model is on a set.</summary>
/// <param name="Headlines">How many headlines were measured.</param>
/// <param name="Accuracy">The share whose most probable topic is right, be it the first right topic or the second.</param>
/// <param name="FirstTopicAccuracy">The share whose most probable topic is the first right one.</param>
/// <param name="MacroF1">The plain mean of the labels' F1.</param>
/// <param name="MajorityBaseline">The accuracy of always answering the most frequent topic of the set.</param>
/// <param name="Labels">The figures of each label.</param>
public sealed record TopicReport(
    int Headlines,
    double Accuracy,
    double FirstTopicAccuracy,
    double MacroF1,
    double MajorityBaseline,
    IReadOnlyList<LabelReport> Labels
);

/// <summary>How right a model is on one label.</summary>
/// <param name="Label">The label.</param>
/// <param name="Precision">The share of its predictions that are right.</param>
/// <param name="Recall">The share of its headlines that are found.</param>
/// <param name="F1">Their harmonic mean.</param>
/// <param name="Support">How many headlines it has.</param>
public sealed record LabelReport(string Label, double Precision, double Recall, double F1, int Support);

/// <summary>How right a clickbait model is on a set.</summary>
/// <param name="Headlines">How many headlines were measured.</param>
/// <param name="Accuracy">The share on the right side of .5.</param>
/// <param name="Precision">The share of those over .5 that are bait.</param>
/// <param name="Recall">The share of bait that is over .5.</param>
/// <param name="F1">Their harmonic mean.</param>
/// <param name="RocAuc">How probably bait scores above news; NaN (in JSON: "NaN") where one is missing.</param>
/// <param name="Spearman">The rank correlation of scores and grades.</param>
/// <param name="CalibrationError">The expected calibration error, ten bins.</param>
/// <param name="MajorityBaseline">The accuracy of always answering the more frequent class of the set.</param>
public sealed record ClickbaitReport(
    int Headlines,
    double Accuracy,
    double Precision,
    double Recall,
    double F1,
    double RocAuc,
    double Spearman,
    double CalibrationError,
    double MajorityBaseline
);
