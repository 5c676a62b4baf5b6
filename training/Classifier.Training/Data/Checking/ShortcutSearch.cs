using System.Globalization;

namespace Classifier.Training.Data.Checking;

/// <summary>Looks for trivial properties that tell a label: for each property and label the best rule with one threshold
/// (1R, Holte 1993), against always giving the more frequent answer. A model that can learn such a rule learns it, and fails
/// where another publisher prints otherwise.</summary>
internal static class ShortcutSearch
{
    /// <summary>An alarm is raised if a rule does away with this share of the errors,</summary>
    public const double LeastLift = 0.25;

    /// <summary>or if the property's value ranks rows this well.</summary>
    private const double LeastRocAuc = 0.8;

    /// <summary>Fewer rows on either side may look like a rule by chance.</summary>
    private const int Fewest = 50;

    /// <summary>The alarms, strongest first.</summary>
    /// <param name="where">What the rows are.</param>
    /// <param name="task">The task.</param>
    /// <param name="rows">Texts with their labels.</param>
    public static IEnumerable<Shortcut> Run(
        string where,
        string task,
        IReadOnlyList<(CheckedRow Row, string Label)> rows
    )
    {
        string[] labels =
        [
            .. rows.CountBy(row => row.Label)
                .Where(label => label.Value >= Fewest && rows.Count - label.Value >= Fewest)
                .Select(label => label.Key)
                .Order(StringComparer.Ordinal),
        ];
        if (labels.Length == 0)
        {
            return [];
        }

        // Of two labels that are all there is, one rule tells both.
        var told = rows.Select(row => row.Label).Distinct().Count() == 2 ? labels[..1] : labels;
        var numbers = labels
            .Select((label, number) => (label, number))
            .ToDictionary(pair => pair.label, pair => pair.number);
        return
        [
            .. TrivialFeature
                .All.SelectMany(feature =>
                {
                    var counts = new long[feature.Largest + 1, labels.Length];
                    var all = new long[feature.Largest + 1];
                    foreach (var (row, label) in rows)
                    {
                        var value = Math.Min(feature.Largest, feature.Value(row.Headline.Text));
                        all[value]++;
                        if (numbers.TryGetValue(label, out var number))
                        {
                            counts[value, number]++;
                        }
                    }

                    return told.Select(
                        (label, number) =>
                            Best(
                                where,
                                task,
                                label,
                                feature,
                                [.. Enumerable.Range(0, all.Length).Select(value => counts[value, number])],
                                all
                            )
                    );
                })
                .Where(rule => rule.Lift >= LeastLift || rule.RocAuc >= LeastRocAuc)
                .OrderByDescending(rule => rule.Lift)
                .ThenByDescending(rule => rule.RocAuc),
        ];
    }

    private static Shortcut Best(
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
        var (right, pays, marks) = (0L, default(Rule), default(Rule));
        long positivesUnder = 0,
            negativesUnder = 0;
        var ranked = 0.0;
        for (var value = 0; value < all.Length; value++)
        {
            // The label is given from this value on, or below it, whichever is right more often.
            var from = new Rule(
                value,
                true,
                1 - (positivesUnder / (double)positives),
                1 - (negativesUnder / (double)negatives)
            );
            var under = new Rule(value, false, 1 - from.ForLabel, 1 - from.ForOthers);
            var rightFrom = negativesUnder + positives - positivesUnder;
            if (value > 0 && Math.Max(rightFrom, rows - rightFrom) > right)
            {
                (right, pays) = rightFrom >= rows - rightFrom ? (rightFrom, from) : (rows - rightFrom, under);
            }

            if (value > 0 && Math.Abs(from.Gap) > marks.Gap)
            {
                marks = from.Gap > 0 ? from : under;
            }

            ranked += with[value] * (negativesUnder + (0.5 * (all[value] - with[value])));
            positivesUnder += with[value];
            negativesUnder += all[value] - with[value];
        }

        // For a rare label no rule may pay, though the property marks it: then the rule that parts it best is told.
        double baseline = Math.Max(positives, negatives) / (double)rows,
            accuracy = right / (double)rows;
        var rule = accuracy - baseline >= LeastLift * (1 - baseline) ? pays : marks;
        var area = ranked / ((double)positives * negatives);
        return new Shortcut(
            where,
            task,
            label,
            feature.Name,
            string.Format(CultureInfo.InvariantCulture, rule.AtLeast ? feature.AtLeast : feature.Under, rule.Value),
            ((rule.ForLabel * positives) + ((1 - rule.ForOthers) * negatives)) / rows,
            baseline,
            rule.ForLabel,
            rule.ForOthers,
            Math.Max(area, 1 - area),
            rows
        );
    }

    /// <summary>A threshold, and the shares of the label's and of the other headlines that lie on its side of it.</summary>
    private readonly record struct Rule(int Value, bool AtLeast, double ForLabel, double ForOthers)
    {
        public double Gap => ForLabel - ForOthers;
    }
}
