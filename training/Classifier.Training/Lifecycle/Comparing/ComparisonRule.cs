using System.Globalization;
using System.Text.RegularExpressions;
using Classifier.Models;
using Classifier.Training.Evaluation.Figures;

namespace Classifier.Training.Lifecycle.Comparing;

/// <summary>What a new model must show to count as no worse: a figure's difference, new minus old, or an end of its 95 %
/// interval, lies over a number.</summary>
/// <param name="Figure">The figure, such as <c>accuracy</c>.</param>
/// <param name="End">What of its difference is asked for.</param>
/// <param name="Least">The number that it must be over.</param>
public sealed partial record ComparisonRule(string Figure, IntervalEnd End, double Least)
{
    /// <summary>How a rule is written, for help texts.</summary>
    public const string Syntax = """
        A rule is FIGURE > NUMBER, FIGURE.low > NUMBER or FIGURE.high > NUMBER: the difference NEW - OLD of the figure, or the
        lower or upper end of its 95 % interval. Figures of topics: accuracy, accuracy-first, accuracy-surest-80, macro-f1,
        calibration-error; of clickbait: roc-auc, average-precision, spearman, f1, accuracy, calibration-error (of an error
        less is better, so its difference is OLD - NEW).
        """;

    /// <summary>The rule for those who give none: that the new model is shown to be at most two points of accuracy (topics) or
    /// one of ROC-AUC (clickbait) worse, a test of non-inferiority.</summary>
    /// <param name="task">The models' task.</param>
    public static ComparisonRule Default(string task) =>
        task == ModelBundle.TopicTask
            ? new ComparisonRule(FigureNames.Accuracy, IntervalEnd.Low, -0.02)
            : new ComparisonRule(FigureNames.RocAuc, IntervalEnd.Low, -0.01);

    /// <summary>Reads a rule.</summary>
    /// <param name="text">Such as <c>accuracy.low &gt; -0.005</c>.</param>
    /// <returns>The rule; null for what is none.</returns>
    public static ComparisonRule? Parse(string text)
    {
        var match = Pattern.Match(text);
        return !match.Success
            ? null
            : new ComparisonRule(
                match.Groups["figure"].Value.ToLowerInvariant(),
                match.Groups["end"].Value.ToLowerInvariant() switch
                {
                    ".low" => IntervalEnd.Low,
                    ".high" => IntervalEnd.High,
                    _ => IntervalEnd.Difference,
                },
                double.Parse(match.Groups["least"].Value, CultureInfo.InvariantCulture)
            );
    }

    /// <summary>Whether figures keep the rule.</summary>
    /// <param name="figures">The figures of a comparison.</param>
    /// <exception cref="ModelException">There is no such figure.</exception>
    public bool Holds(IReadOnlyList<FigureDifference> figures)
    {
        var figure =
            figures.FirstOrDefault(figure => figure.Name == Figure)
            ?? throw new ModelException(
                $"There is no figure “{Figure}” in this comparison; there are: "
                    + $"{string.Join(", ", figures.Select(figure => figure.Name))}."
            );
        return End switch
            {
                IntervalEnd.Low => figure.Low,
                IntervalEnd.High => figure.High,
                _ => figure.Difference,
            } > Least;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Figure}{End switch { IntervalEnd.Low => ".low", IntervalEnd.High => ".high", _ => "" }} > {Least}"
        );

    [GeneratedRegex(
        @"^\s*(?<figure>[a-z][a-z0-9-]*)(?<end>\.low|\.high)?\s*>\s*(?<least>[+-]?(\d+\.?\d*|\.\d+))\s*$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Pattern { get; }
}

/// <summary>What of a difference a rule asks for.</summary>
public enum IntervalEnd
{
    /// <summary>The difference itself.</summary>
    Difference,

    /// <summary>The lower end of its interval.</summary>
    Low,

    /// <summary>The upper end of its interval.</summary>
    High,
}
