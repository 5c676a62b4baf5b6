using System.Globalization;
using System.Text;
using Classifier.Cli.Classifying;
using Spectre.Console;

namespace Classifier.Cli.Terminals;

/// <summary>Shows a headline with its words colored by what they add to a score; without colors, in brackets with the
/// number. The colors are told apart by those too who do not see red or green.</summary>
internal sealed class ExplanationMarkup(IAnsiConsole console)
{
    /// <summary>From weak to strong.</summary>
    private static readonly string[] For = ["black on navajowhite1", "black on orange1", "black on darkorange"];

    private static readonly string[] Against =
    [
        "black on lightskyblue1",
        "black on deepskyblue1",
        "white on dodgerblue3",
    ];

    /// <summary>Weaker parts are left to <c>--json</c>.</summary>
    private const float Least = 0.05f;

    private const int CuesShown = 8;

    private readonly bool _colors = console.Profile.Capabilities.ColorSystem != ColorSystem.NoColors;

    /// <summary>Writes the explanations of one headline.</summary>
    public void Write(string headline, IReadOnlyList<Explanation> explanations)
    {
        foreach (var explanation in explanations)
        {
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"[bold]{explanation.Label}[/] {100 * explanation.Score:0}%{(explanation.Note is null ? "" : ", " + explanation.Note)}"
            );
            console.MarkupLine("  " + Colored(headline, explanation));
            if (Cues(explanation) is { Length: > 0 } cues)
            {
                console.MarkupLine("  cues: " + cues);
            }
        }

        console.WriteLine();
    }

    /// <summary>Says what the colors or brackets mean.</summary>
    public void WriteLegend() =>
        console.MarkupLine(
            _colors
                ? $"[{For[0]}] speaks [/][{For[1]}] for, [/][{For[2]}] strongly [/] [{Against[0]}] speaks [/][{Against[1]}] against, [/][{Against[2]}] strongly [/]; parts of the logit as numbers: --json"
                : "[[words +1.00]] speak for it, [[words -1.00]] against it; numbers are parts of the logit"
        );

    private string Colored(string headline, Explanation explanation)
    {
        var strongest = explanation.Words.Select(word => Math.Abs(word.Contribution)).DefaultIfEmpty(1).Max();
        var markup = new StringBuilder();
        var at = 0;
        foreach (var word in explanation.Words.Where(word => word.Start >= at && Math.Abs(word.Contribution) >= Least))
        {
            markup.Append(ClassificationMarkup.Escape(headline[at..word.Start]));
            markup.Append(
                _colors
                    ? $"[{Style(word, strongest)}]{ClassificationMarkup.Escape(word.Text)}[/]"
                    : $"[[{ClassificationMarkup.Escape(word.Text)} {Number(word.Contribution)}]]"
            );
            at = word.End;
        }

        return markup.Append(ClassificationMarkup.Escape(headline[at..])).ToString();
    }

    /// <summary>The strongest cues; those that count by being absent are called so.</summary>
    private static string Cues(Explanation explanation) =>
        string.Join(
            ", ",
            explanation
                .Cues.Where(cue => Math.Abs(cue.Contribution) >= Least)
                .Take(CuesShown)
                .Select(cue => $"{(cue.Value == 0 ? "no " : "")}{Markup.Escape(cue.Name)} {Number(cue.Contribution)}")
        );

    private static string Style(WordContribution word, float strongest)
    {
        var step = Math.Min(2, (int)(3 * Math.Abs(word.Contribution) / strongest));
        return (word.Contribution > 0 ? For : Against)[step];
    }

    private static string Number(float contribution) =>
        contribution.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);
}
