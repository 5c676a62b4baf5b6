using System.Globalization;
using AngleSharp.Dom;
using Classifier.Scoring;
using Classifier.Training.Evaluation.Reports;

namespace Classifier.Cli.Reports;

/// <summary>Renders headlines with the reasons for their clickbait scores: words are highlighted by their contribution, and cues
/// are listed below.</summary>
internal sealed class HeadlineMarkup(ReportDocument document)
{
    /// <summary>The title of modules without a heading.</summary>
    public const string Untitled = "Untitled module";

    private const int MaxReasons = 4;
    private const float StrongContribution = 1.2f;
    private const float MediumContribution = 0.6f;

    /// <summary>Renders a headline with its contributing words highlighted. Where reasons overlap, only the first is highlighted.</summary>
    public IElement Highlight(Classification headline)
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

    /// <summary>Renders the strongest reasons as text, followed by the sum of all others, the base, and the logit, which is the sum
    /// of all these. Estimated reasons have no such sum.</summary>
    public IElement ReasonList(Classification headline)
    {
        var listed = headline.Reasons.Where(reason => reason is { Contribution: > 0, IsOther: false }).Take(MaxReasons);
        var list = document.Element(
            "span",
            "reasons",
            [.. listed.Select(reason => Part(reason.IsText ? $"“{reason.Text}”" : reason.Text, reason.Contribution))]
        );
        if (headline.Reasons.Count > 0 && headline.Bases is [var logit])
        {
            var others = headline.Reasons.Except(listed).Sum(reason => (double)reason.Contribution);
            list.Append(Part("others", others), Part("base", logit.Base), Part("sum", logit.Logit));
        }

        return list;
    }

    /// <summary>Renders a score as a bar, a percentage, and its band.</summary>
    public IElement Score(ClickbaitScore bait)
    {
        var band = bait.Band.ToString().ToLowerInvariant();
        return document.Element(
            "div",
            "bait",
            document.Meter(bait.Score, band),
            document.Element("span", "number", NumberFormat.Percent(bait.Score)),
            document.Element("span", "band", band)
        );
    }

    /// <summary>Renders a share of clickbait as a cell with a bar, the percentage, and the interval.</summary>
    public IElement ShareCell(ClickbaitCounts counts) =>
        counts.Headlines == 0
            ? document.LabeledCell("clickbait", "share", document.Text("–"))
            : document.LabeledCell(
                "clickbait",
                "share",
                document.Element(
                    "div",
                    "bait",
                    document.Meter(counts.Share, "considerable", (counts.Interval.Low, counts.Interval.High)),
                    document.Element("span", "number", NumberFormat.Percent(counts.Share)),
                    document.Element("span", "band", NumberFormat.Range(counts.Interval))
                )
            );

    /// <summary>Returns the most probable topic and its score.</summary>
    public static string Topic(Classification headline) =>
        headline.Topics is [var best, ..]
            ? $"{best.Topic.Label} {NumberFormat.Percent(best.Score)}"
            : ClickbaitCounts.NoTopic;

    private static string Style(float contribution) =>
        contribution < 0 ? "against"
        : contribution >= StrongContribution ? "strong"
        : contribution >= MediumContribution ? "medium"
        : "weak";

    private IElement Part(string name, double contribution)
    {
        var number = document.Element("data", null, Signed(contribution));
        number.SetAttribute("value", contribution.ToString("0.######", CultureInfo.InvariantCulture));
        return document.Element("span", null, document.Text($"{name} "), number);
    }

    private static string Signed(double contribution) =>
        contribution.ToString("+0.00;−0.00", CultureInfo.InvariantCulture);
}
