namespace Classifier.Training.Evaluation.Figures;

/// <summary>Computes quality metrics of predictions.</summary>
internal static class Metrics
{
    /// <summary>Measures topic predictions.</summary>
    /// <param name="predicted">The predicted label of each headline.</param>
    /// <param name="first">The first correct label of each headline.</param>
    /// <param name="second">The second correct label of each headline, or null; null if no headline has one.</param>
    /// <returns>The accuracy, and the precision, recall, F1 and support of each label that is correct for a headline.
    /// Macro-F1 is the mean over these labels.</returns>
    public static TopicReport MeasureTopics(
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
    /// <param name="scores">The predicted probabilities.</param>
    /// <param name="grades">The grades, 0 to 3. Grades 2 and 3 are clickbait.</param>
    internal static ClickbaitReport MeasureClickbait(IReadOnlyList<float> scores, IReadOnlyList<float> grades)
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

    /// <summary>Computes the expected calibration error over ten bins of equal width (Naeini et al. 2015).</summary>
    public static double CalibrationError(IReadOnlyList<float> scores, IReadOnlyList<bool> outcomes) =>
        Enumerable
            .Range(0, scores.Count)
            .GroupBy(i => Math.Min(9, (int)(scores[i] * 10)))
            .Sum(bin => Math.Abs(bin.Sum(i => scores[i]) - bin.Count(i => outcomes[i]))) / scores.Count;

    /// <summary>Computes the area under the ROC curve: the probability that a positive scores higher than a negative. Ties count
    /// half. Returns NaN if a class is missing.</summary>
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

    /// <summary>Computes Spearman's rank correlation; ties get their mean rank.</summary>
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

/// <summary>Represents the metrics of a topic model.</summary>
/// <param name="Headlines">The number of headlines.</param>
/// <param name="Accuracy">The share of headlines whose predicted topic is the first or second correct topic.</param>
/// <param name="FirstTopicAccuracy">The share of headlines whose predicted topic is the first correct topic.</param>
/// <param name="MacroF1">The unweighted mean of the F1 of all labels.</param>
/// <param name="MajorityBaseline">The accuracy of always predicting the most frequent topic of the data.</param>
/// <param name="Labels">The metrics of each label.</param>
internal sealed record TopicReport(
    int Headlines,
    double Accuracy,
    double FirstTopicAccuracy,
    double MacroF1,
    double MajorityBaseline,
    IReadOnlyList<LabelReport> Labels
);

/// <summary>Represents the metrics of one label.</summary>
/// <param name="Label">The label.</param>
/// <param name="Precision">The share of predictions of the label that are correct.</param>
/// <param name="Recall">The share of headlines with the label for which it was predicted.</param>
/// <param name="F1">The harmonic mean of precision and recall.</param>
/// <param name="Support">The number of headlines with the label.</param>
internal sealed record LabelReport(string Label, double Precision, double Recall, double F1, int Support);

/// <summary>Represents the metrics of a clickbait model.</summary>
/// <param name="Headlines">The number of headlines.</param>
/// <param name="Accuracy">The share of headlines on the correct side of .5.</param>
/// <param name="Precision">The share of headlines at or above .5 that are clickbait.</param>
/// <param name="Recall">The share of clickbait at or above .5.</param>
/// <param name="F1">The harmonic mean of precision and recall.</param>
/// <param name="RocAuc">The probability that a clickbait headline scores higher than another; NaN (in JSON: "NaN") if a class is missing.</param>
/// <param name="Spearman">The rank correlation of scores and grades.</param>
/// <param name="CalibrationError">The expected calibration error over ten bins.</param>
/// <param name="MajorityBaseline">The accuracy of always predicting the more frequent class of the data.</param>
internal sealed record ClickbaitReport(
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
