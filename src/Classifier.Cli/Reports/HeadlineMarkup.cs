using System.Globalization;
using AngleSharp.Dom;
using Classifier.Scoring;

namespace Classifier.Cli.Reports;

/// <summary>Shows headlines with what makes them clickbait: words colored by what they add, cues named below.</summary>
internal sealed class HeadlineMarkup(ReportDocument document)
{
    private const int ReasonsShown = 4;
    private const float Strong = 1.2f;
    private const float Middling = 0.6f;

    /// <summary>The headline with its telling words marked: the stronger the reason the stronger the color. Words that two
    /// reasons name are marked once.</summary>
    public IElement Marked(Classification headline)
    {
        var marks = new List<Reason>();
        foreach (
            var reason in headline.Reasons.Where(reason =>
                reason.Start < reason.End && reason.End <= headline.Headline.Length
            )
        )
        {
            if (marks.TrueForAll(mark => reason.End <= mark.Start || mark.End <= reason.Start))
            {
                marks.Add(reason);
            }
        }

        var line = document.Element("span", "headline");
        var at = 0;
        foreach (var mark in marks.OrderBy(mark => mark.Start))
        {
            var marked = document.Element("mark", Style(mark.Contribution), headline.Headline[mark.Start..mark.End]);
            marked.SetAttribute("title", Signed(mark.Contribution));
            line.Append(document.Text(headline.Headline[at..mark.Start]), marked);
            at = mark.End;
        }

        line.Append(document.Text(headline.Headline[at..]));
        return line;
    }

    /// <summary>The strongest reasons in words.</summary>
    public IElement Reasons(Classification headline) =>
        document.Element(
            "span",
            "reasons",
            [
                .. headline
                    .Reasons.Where(reason => reason.Contribution > 0)
                    .Take(ReasonsShown)
                    .Select(reason =>
                        document.Element(
                            "span",
                            null,
                            reason.Start < reason.End
                                ? $"“{reason.Text}” {Signed(reason.Contribution)}"
                                : $"{reason.Text} {Signed(reason.Contribution)}"
                        )
                    ),
            ]
        );

    /// <summary>The score as a bar, a percentage and its band.</summary>
    public IElement Bait(ClickbaitScore bait)
    {
        var band = bait.Band.ToString().ToLowerInvariant();
        return document.Element(
            "div",
            "bait",
            document.Meter(bait.Score, band),
            document.Element("span", "number", Numbers.Percent(bait.Score)),
            document.Element("span", "band", band)
        );
    }

    /// <summary>The first topic.</summary>
    public static string Topic(Classification headline) =>
        headline.Topics is [var best, ..] ? $"{best.Topic.Label} {Numbers.Percent(best.Score)}" : BaitShare.NoTopic;

    private static string Style(float contribution) =>
        contribution < 0 ? "against"
        : contribution >= Strong ? "strong"
        : contribution >= Middling ? "middling"
        : "weak";

    private static string Signed(float contribution) =>
        contribution.ToString("+0.0;−0.0", CultureInfo.InvariantCulture);
}
