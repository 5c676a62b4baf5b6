using System.Globalization;
using System.Text;
using Classifier.Cli.Classifying;
using Spectre.Console;

namespace Classifier.Cli.Terminals;

/// <summary>Prints a headline with its words colored by their contribution to a score or, without colors, in brackets with the
/// contribution. The palette, orange and blue, is safe for color-blind readers.</summary>
internal sealed class ExplanationMarkup(IAnsiConsole console)
{
    /// <summary>Styles of words that raise the score, from weak to strong.</summary>
    private static readonly string[] PositiveStyles =
    [
        "black on navajowhite1",
        "black on orange1",
        "black on darkorange",
    ];

    /// <summary>Styles of words that lower the score, from weak to strong.</summary>
    private static readonly string[] NegativeStyles =
    [
        "black on lightskyblue1",
        "black on deepskyblue1",
        "white on dodgerblue3",
    ];

    private readonly bool _useColors =
        console.Profile.Capabilities.Ansi && console.Profile.Capabilities.ColorSystem != ColorSystem.NoColors;

    /// <summary>Prints the explanations of one headline.</summary>
    public void Write(string headline, IReadOnlyList<Explanation> explanations)
    {
        foreach (var explanation in explanations)
        {
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"[bold]{explanation.Label}[/] {100 * explanation.Score:0}%{(explanation.Note is null ? "" : ", " + explanation.Note)}"
            );
            console.MarkupLine("  " + FormatWords(headline, explanation));
            if (explanation.Cues.Count > 0)
            {
                console.MarkupLine("  cues: " + FormatCues(explanation));
            }

            console.MarkupLine("  " + FormatSum(explanation));
        }

        console.WriteLine();
    }

    /// <summary>Prints what the colors or brackets mean.</summary>
    public void WriteLegend() =>
        console.MarkupLine(
            _useColors
                ? $"[{PositiveStyles[0]}] raises [/][{PositiveStyles[1]}] the score, [/][{PositiveStyles[2]}] strongly [/] [{NegativeStyles[0]}] lowers [/][{NegativeStyles[1]}] the score, [/][{NegativeStyles[2]}] strongly [/]; --json has the contributions to the logit"
                : "[[words +1.00]] raise the score, [[words -1.00]] lower it; numbers are contributions to the logit"
        );

    private string FormatWords(string headline, Explanation explanation)
    {
        var strongest = explanation.Words.Select(word => Math.Abs(word.Contribution)).DefaultIfEmpty(1).Max();
        var markup = new StringBuilder();
        var at = 0;
        foreach (var word in explanation.Words.Where(word => word.Start >= at))
        {
            markup.Append(ClassificationMarkup.Escape(headline[at..word.Start]));
            markup.Append(
                _useColors
                    ? $"[{Style(word, strongest)}]{ClassificationMarkup.Escape(word.Text)}[/]"
                    : $"[[{ClassificationMarkup.Escape(word.Text)} {Format(word.Contribution)}]]"
            );
            at = word.End;
        }

        return markup.Append(ClassificationMarkup.Escape(headline[at..])).ToString();
    }

    private static string FormatCues(Explanation explanation) =>
        string.Join(", ", explanation.Cues.Select(cue => $"{Markup.Escape(cue.Name)} {Format(cue.Contribution)}"));

    /// <summary>Returns the sum that gives the logit, or the logit alone if contributions are estimates.</summary>
    private static string FormatSum(Explanation explanation) =>
        explanation.Base is not { } start
            ? $"logit {Format(explanation.Logit)}; estimates, they have no sum: how much it falls when a word is left out"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"sum: base {Format(start)}, words {Format(explanation.Words.Sum(word => word.Contribution))}, cues {Format(explanation.Cues.Sum(cue => cue.Contribution))}, other {Format(explanation.Other)} = logit {Format(explanation.Logit)}"
            );

    private static string Style(WordContribution word, float strongest)
    {
        var step = Math.Min(2, (int)(3 * Math.Abs(word.Contribution) / strongest));
        return (word.Contribution > 0 ? PositiveStyles : NegativeStyles)[step];
    }

    private static string Format(float contribution) =>
        contribution.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);
}
