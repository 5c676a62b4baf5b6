using Classifier.Lifecycle;
using Classifier.Models;
using Classifier.Statistics;
using Classifier.Training.Data;

namespace Classifier.Training.Lifecycle.Comparing;

/// <summary>Represents how much evidence a comparison sample gives. On a few headlines, two models often make the same
/// predictions, and the bootstrap then gives an interval that is far too narrow.</summary>
/// <param name="Size">The number of headlines, or of the rarer class for clickbait with too few of a class.</param>
/// <param name="Shortage">What there is too little of, in words; null if the sample is large enough.</param>
internal sealed record SampleEvidence(int Size, string? Shortage)
{
    private const int MinHeadlines = 100;
    private const int MinPerClass = 20;

    /// <summary>Gets the widening of intervals on each side: z/(n + 2), the bound of the adjusted interval for paired
    /// proportions without discordant pairs (Agresti and Min 2005); 0 if the sample is large enough.</summary>
    private double Widening => Shortage is null ? 0 : StandardNormal.Z95 / (Size + 2);

    /// <summary>Determines how much evidence a sample gives.</summary>
    public static SampleEvidence Of(string task, IReadOnlyList<LabeledHeadline> rows)
    {
        var size = rows.Count;
        if (task == ModelBundle.ClickbaitTask)
        {
            var bait = rows.Count(row => row.Bait >= 2);
            var rarer = Math.Min(bait, size - bait);
            if (rarer < MinPerClass)
            {
                return new SampleEvidence(
                    rarer,
                    $"{Count(bait, "clickbait headline")} and {Count(size - bait, "other headline")} are too few to show that "
                        + $"NEW is no worse; at least {MinPerClass} of each are needed, and {MinHeadlines} in total."
                );
            }
        }

        return new SampleEvidence(
            size,
            size >= MinHeadlines
                ? null
                : $"{Count(size, "headline")} {(size == 1 ? "is" : "are")} too few to show that NEW is no worse; at least "
                    + $"{MinHeadlines} are needed."
        );
    }

    /// <summary>Widens the intervals of figures for the size of the sample.</summary>
    public IReadOnlyList<FigureDifference> Widen(IReadOnlyList<FigureDifference> figures) =>
        Shortage is null
            ? figures
            : [.. figures.Select(figure => figure with { Low = figure.Low - Widening, High = figure.High + Widening })];

    /// <summary>Determines whether widened figures satisfy a rule. With a small sample, the whole interval must satisfy it.</summary>
    public bool Satisfies(ComparisonRule rule, IReadOnlyList<FigureDifference> figures) =>
        rule.IsSatisfiedBy(figures)
        && (Shortage is null || (rule with { Statistic = DifferenceStatistic.Low }).IsSatisfiedBy(figures));

    private static string Count(int number, string noun) => $"{number:N0} {noun}{(number == 1 ? "" : "s")}";
}
