using System.Globalization;
using System.Text.RegularExpressions;
using Classifier.Lifecycle;
using Classifier.Models;
using Classifier.Training.Evaluation.Figures;

namespace Classifier.Training.Lifecycle.Comparing;

/// <summary>Represents a rule that a new model must satisfy: the difference of a figure, new minus old, or a bound of its 95 %
/// interval, must exceed a limit.</summary>
/// <param name="Figure">The name of the figure, for example <c>accuracy</c>.</param>
/// <param name="Statistic">The statistic of the difference that is compared with the limit.</param>
/// <param name="Limit">The limit that the statistic must exceed.</param>
public sealed partial record ComparisonRule(string Figure, DifferenceStatistic Statistic, double Limit)
{
    /// <summary>Describes the syntax of rules, for help texts.</summary>
    public const string Syntax = """
        A rule is FIGURE > NUMBER, FIGURE.low > NUMBER or FIGURE.high > NUMBER. It compares the difference NEW - OLD of the
        figure, or the lower or upper bound of its 95 % interval, with the number. Topic figures: accuracy, accuracy-first,
        accuracy-surest-80, macro-f1, calibration-error. Clickbait figures: roc-auc, average-precision, spearman, f1,
        accuracy, calibration-error. For calibration-error, lower is better, so its difference is OLD - NEW.
        """;

    /// <summary>Returns the default rule, a non-inferiority test: the new model loses at most two points of accuracy (topics) or one
    /// point of ROC-AUC (clickbait).</summary>
    /// <param name="task">The task of the models.</param>
    internal static ComparisonRule Default(string task) =>
        task == ModelBundle.TopicTask
            ? new ComparisonRule(FigureNames.Accuracy, DifferenceStatistic.Low, -0.02)
            : new ComparisonRule(FigureNames.RocAuc, DifferenceStatistic.Low, -0.01);

    /// <summary>Parses a rule.</summary>
    /// <param name="text">The rule, for example <c>accuracy.low &gt; -0.005</c>.</param>
    /// <returns>The rule; null if the text is not a valid rule.</returns>
    public static ComparisonRule? Parse(string text)
    {
        var match = Pattern.Match(text);
        return !match.Success
            ? null
            : new ComparisonRule(
                match.Groups["figure"].Value.ToLowerInvariant(),
                match.Groups["statistic"].Value.ToLowerInvariant() switch
                {
                    ".low" => DifferenceStatistic.Low,
                    ".high" => DifferenceStatistic.High,
                    _ => DifferenceStatistic.Difference,
                },
                double.Parse(match.Groups["limit"].Value, CultureInfo.InvariantCulture)
            );
    }

    /// <summary>Determines whether the figures of a comparison satisfy the rule. An undefined statistic (NaN) does not.</summary>
    /// <param name="figures">The figures of a comparison.</param>
    /// <exception cref="ModelException">The comparison has no such figure.</exception>
    internal bool IsSatisfiedBy(IReadOnlyList<FigureDifference> figures)
    {
        var figure =
            figures.FirstOrDefault(figure => figure.Name == Figure)
            ?? throw new ModelException(
                $"The comparison has no figure “{Figure}”. Its figures are: "
                    + $"{string.Join(", ", figures.Select(figure => figure.Name))}."
            );
        return Statistic switch
            {
                DifferenceStatistic.Low => figure.Low,
                DifferenceStatistic.High => figure.High,
                _ => figure.Difference,
            } > Limit;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Figure}{Statistic switch { DifferenceStatistic.Low => ".low", DifferenceStatistic.High => ".high", _ => "" }} > {Limit}"
        );

    [GeneratedRegex(
        @"^\s*(?<figure>[a-z][a-z0-9-]*)(?<statistic>\.low|\.high)?\s*>\s*(?<limit>[+-]?(\d+\.?\d*|\.\d+))\s*$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Pattern { get; }
}
