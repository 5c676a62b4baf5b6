using System.Globalization;
using Classifier.Editing;
using Classifier.Scoring;
using Spectre.Console;

namespace Classifier.Cli.Terminals;

/// <summary>Prints a compared headline with its scores and the changes that lower its clickbait score.</summary>
internal sealed class ComparisonMarkup(IAnsiConsole console)
{
    /// <summary>Prints a headline.</summary>
    public void Write(ComparedHeadline headline)
    {
        var classification = headline.Classification;
        console.MarkupLine($"{headline.Rank}. [bold]{ClassificationMarkup.Escape(classification.Headline)}[/]");
        var topics = ClassificationMarkup.Topics(classification).ReplaceLineEndings(", ");
        console.MarkupLine(
            classification.HasClickbait
                ? $"   {ClassificationMarkup.Clickbait(classification.Clickbait, 0)} · {topics}"
                : $"   {topics}"
        );
        foreach (var change in headline.Changes)
        {
            Write("   ", change, classification.Clickbait.Band);
        }

        if (headline.Steps.Count > 1)
        {
            console.MarkupLine("   one after the other:");
            foreach (var step in headline.Steps)
            {
                Write("     ", step, classification.Clickbait.Band);
            }
        }

        WriteNote(headline);
        console.WriteLine();
    }

    private void Write(string indent, WordChange change, ClickbaitBand band)
    {
        var text = $"“{ClassificationMarkup.Escape(change.Text.Trim())}”";
        var act = change.Kind switch
        {
            ChangeKind.Replace => $"replace {text} by “{ClassificationMarkup.Escape(change.Replacement)}”",
            ChangeKind.Remove => $"leave out {text}",
            _ => $"reword {text}",
        };
        var effect = change.Effect switch
        {
            ChangeEffect.NothingLeft => "no word would be left",
            ChangeEffect.LeavesBand => ClassificationMarkup.Clickbait(change.Clickbait, 0),
            _ => $"{ClassificationMarkup.Clickbait(change.Clickbait, 0)}, still {Name(band)}",
        };
        var result = change.Kind == ChangeKind.Reword ? "" : $": {ClassificationMarkup.Escape(change.Result)}";
        console.MarkupLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{indent}{change.LogitChange:+0.00;-0.00} {act} → {effect}{result}"
            )
        );
    }

    private void WriteNote(ComparedHeadline headline)
    {
        var classification = headline.Classification;
        var note =
            !classification.HasClickbait || classification.Clickbait.Band == ClickbaitBand.None ? null
            : !classification.LanguageSupported ? "not English; the scores mean little, and there are no changes"
            : headline.Changes.Count == 0 ? "no change of single words lowers the score"
            : headline.Changes.Concat(headline.Steps).Any(change => change.Effect == ChangeEffect.LeavesBand) ? null
            : $"no change known here leaves the band {Name(classification.Clickbait.Band)}";
        if (note is not null)
        {
            console.MarkupLine($"   [grey]{note}[/]");
        }
    }

    private static string Name(ClickbaitBand band) => band.ToString().ToLowerInvariant();
}
