using System.Globalization;

namespace Classifier.Training.Data.Checking;

/// <summary>Searches for trivial properties that predict a label. For each property and label, finds the best rule with one
/// threshold (1R, Holte 1993) and compares it with always giving the more frequent answer. A model that can learn such a rule
/// learns it, and fails on publishers with a different style.</summary>
internal static class ShortcutSearch
{
    /// <summary>The fraction of errors that a rule must avoid to be reported.</summary>
    public const double MinLift = 0.25;

    /// <summary>The ROC-AUC of the property's value at which it is reported regardless of <see cref="MinLift"/>.</summary>
    private const double MinRocAuc = 0.8;

    /// <summary>The minimum number of rows with and without the label. With fewer, a rule may arise by chance.</summary>
    private const int MinRows = 50;

    /// <summary>Searches labeled rows.</summary>
    /// <param name="where">The file name, or a description of the rows.</param>
    /// <param name="task">The task.</param>
    /// <param name="rows">The rows and their labels.</param>
    /// <returns>The shortcuts to report, strongest first.</returns>
    public static IEnumerable<Shortcut> Run(
        string where,
        string task,
        IReadOnlyList<(CheckedRow Row, string Label)> rows
    )
    {
        string[] labels =
        [
            .. rows.CountBy(row => row.Label)
                .Where(label => label.Value >= MinRows && rows.Count - label.Value >= MinRows)
                .Select(label => label.Key)
                .Order(StringComparer.Ordinal),
        ];
        if (labels.Length == 0)
        {
            return [];
        }

        // With exactly two labels, a rule for one is also a rule for the other.
        var searched = rows.Select(row => row.Label).Distinct().Count() == 2 ? labels[..1] : labels;
        var numbers = labels
            .Select((label, number) => (label, number))
            .ToDictionary(pair => pair.label, pair => pair.number);
        return
        [
            .. TrivialFeature
                .All.SelectMany(feature =>
                {
                    var counts = new long[feature.MaxValue + 1, labels.Length];
                    var all = new long[feature.MaxValue + 1];
                    foreach (var (row, label) in rows)
                    {
                        var value = Math.Min(feature.MaxValue, feature.Value(row.Headline.Text));
                        all[value]++;
                        if (numbers.TryGetValue(label, out var number))
                        {
                            counts[value, number]++;
                        }
                    }

                    return searched.Select(
                        (label, number) =>
                            FindBestRule(
                                where,
                                task,
                                label,
                                feature,
                                [.. Enumerable.Range(0, all.Length).Select(value => counts[value, number])],
                                all
                            )
                    );
                })
                .Where(rule => rule.Lift >= MinLift || rule.RocAuc >= MinRocAuc)
                .OrderByDescending(rule => rule.Lift)
                .ThenByDescending(rule => rule.RocAuc),
        ];
    }

    private static Shortcut FindBestRule(
        string where,
        string task,
        string label,
        TrivialFeature feature,
        long[] with,
        long[] all
    )
    {
        long rows = all.Sum(),
            positives = with.Sum(),
            negatives = rows - positives;
        var (right, accurate, separating) = (0L, default(Rule), default(Rule));
        long positivesBelow = 0,
            negativesBelow = 0;
        var ranked = 0.0;
        for (var value = 0; value < all.Length; value++)
        {
            // Predict the label either from this value on or below it, whichever is more accurate.
            var from = new Rule(
                value,
                true,
                1 - (positivesBelow / (double)positives),
                1 - (negativesBelow / (double)negatives)
            );
            var below = new Rule(value, false, 1 - from.ForLabel, 1 - from.ForOthers);
            var rightFrom = negativesBelow + positives - positivesBelow;
            if (value > 0 && Math.Max(rightFrom, rows - rightFrom) > right)
            {
                (right, accurate) = rightFrom >= rows - rightFrom ? (rightFrom, from) : (rows - rightFrom, below);
            }

            if (value > 0 && Math.Abs(from.Gap) > separating.Gap)
            {
                separating = from.Gap > 0 ? from : below;
            }

            ranked += with[value] * (negativesBelow + (0.5 * (all[value] - with[value])));
            positivesBelow += with[value];
            negativesBelow += all[value] - with[value];
        }

        // For a rare label, no rule may beat the baseline even if the property characterizes it; then report the rule that
        // separates it best.
        double baseline = Math.Max(positives, negatives) / (double)rows,
            accuracy = right / (double)rows;
        var rule = accuracy - baseline >= MinLift * (1 - baseline) ? accurate : separating;
        var area = ranked / ((double)positives * negatives);
        return new Shortcut(
            where,
            task,
            label,
            feature.Name,
            string.Format(CultureInfo.InvariantCulture, rule.AtLeast ? feature.AtLeast : feature.Below, rule.Value),
            ((rule.ForLabel * positives) + ((1 - rule.ForOthers) * negatives)) / rows,
            baseline,
            rule.ForLabel,
            rule.ForOthers,
            Math.Max(area, 1 - area),
            rows
        );
    }

    /// <summary>Represents a threshold and the fractions of the label's and of the other headlines that satisfy it.</summary>
    private readonly record struct Rule(int Value, bool AtLeast, double ForLabel, double ForOthers)
    {
        public double Gap => ForLabel - ForOthers;
    }
}
