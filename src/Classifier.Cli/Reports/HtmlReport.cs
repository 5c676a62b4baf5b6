using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using Classifier.Cli.Output;
using Classifier.Cli.Paging;
using Classifier.Pages;
using Classifier.Scoring;

namespace Classifier.Cli.Reports;

/// <summary>A report on scored pages: one HTML file that needs nothing else, for a screen of any width, dark or light,
/// and for paper. Text of pages only ever becomes text nodes and attribute values, and the report allows no scripts.</summary>
internal sealed class HtmlReport
{
    private const int WorstShown = 10;
    private const int ReasonsShown = 4;

    /// <summary>A reason that adds less to the logit than this is not worth a reader's time.</summary>
    private const float LeastContribution = 0.2f;

    private const string ClickbaitTarget = "clickbait";

    private readonly IDocument _document;

    private HtmlReport(string css) => _document = new HtmlParser().ParseDocument($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="referrer" content="no-referrer">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>Headlines</title>
        <style>{css}</style>
        </head>
        <body><main></main></body>
        </html>
        """);

    /// <summary>Writes the report.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="pages">The pages, scored with reasons.</param>
    public static void Write(TextWriter writer, IReadOnlyList<ScoredPage> pages)
    {
        using var css = new StreamReader(typeof(HtmlReport).Assembly.GetManifestResourceStream("report.css")!);
        var report = new HtmlReport(css.ReadToEnd());
        report.Fill(pages);
        report._document.ToHtml(writer, HtmlMarkupFormatter.Instance);
    }

    private void Fill(IReadOnlyList<ScoredPage> pages)
    {
        var main = _document.QuerySelector("main")!;
        var scored = pages.SelectMany(page => page.Items).Select(item => item.Scored.Classification).OfType<Classification>().ToArray();
        main.Append(Element("h1", null, "Headlines beside the article"), Summary(pages, scored));
        if (scored.Length > 0)
            main.Append(Topics(scored), Worst(pages));
        foreach (var page in pages)
            main.Append(Section(page));
    }

    private IElement Summary(IReadOnlyList<ScoredPage> pages, Classification[] scored)
    {
        var bait = scored.Count(IsBait);
        var summary = Element("dl", "summary",
            Figure(Number(pages.Count), pages.Count == 1 ? "page" : "pages"),
            Figure(Number(scored.Length), "headlines in lists"),
            Figure(scored.Length == 0 ? "–" : Percent((float)bait / scored.Length), "clickbait"));
        var broken = pages.Count(page => page.Error is not null);
        if (broken > 0)
            summary.Append(Figure(Number(broken), "not readable"));
        return Element("section", null, summary,
            Element("p", "note", "Clickbait are headlines of the bands considerable and heavy. The percentage of a headline is the probability that a reader would call it so. What speaks for it is marked in its text."));
    }

    private IElement Figure(string value, string name) => Element("div", null, Element("dt", null, name), Element("dd", null, value));

    private IElement Topics(Classification[] scored)
    {
        var counted = scored
            .GroupBy(headline => headline.Topics.Count > 0 ? headline.Topics[0].Topic.Label : "no topic fits well")
            .Select(group => (Label: group.Key, Count: group.Count()))
            .OrderByDescending(topic => topic.Count).ThenBy(topic => topic.Label, StringComparer.Ordinal)
            .ToArray();
        var rows = Element("tbody", null);
        foreach (var (label, count) in counted)
            rows.Append(Element("tr", null, Element("th", null, label), Element("td", null, Meter((float)count / counted[0].Count, "topic")), Element("td", "number", Number(count))));
        return Element("section", null, Element("h2", null, "Topics"), Element("table", "bars", rows));
    }

    private IElement Worst(IReadOnlyList<ScoredPage> pages)
    {
        var worst = pages.SelectMany(page => page.Items).Select(item => item.Scored.Classification).OfType<Classification>()
            .Where(IsBait)
            .DistinctBy(headline => headline.Headline)
            .OrderByDescending(headline => headline.Clickbait.Score)
            .Take(WorstShown)
            .ToArray();
        if (worst.Length == 0)
            return Element("section", null, Element("h2", null, "Strongest clickbait"), Element("p", null, "None of the headlines is clickbait."));
        var list = Element("ol", "worst");
        foreach (var headline in worst)
            list.Append(Element("li", null, Bait(headline.Clickbait), Element("div", "words", Marked(headline), Reasons(headline))));
        return Element("section", null, Element("h2", null, "Strongest clickbait"), list);
    }

    private IElement Section(ScoredPage page)
    {
        var section = Element("section", "page", Element("h2", null, page.Headline?.Text ?? page.Name), Element("p", "note", page.Name));
        if (page.Error is not null)
            section.Append(Element("p", "error", page.Error));
        else if (page.Modules.Count == 0)
            section.Append(Element("p", null, "No list of headlines was found beside the article."));
        foreach (var module in page.Modules)
            section.Append(Module(module));
        return section;
    }

    private IElement Module(ScoredModule module)
    {
        var rows = Element("tbody", null);
        foreach (var (item, scored) in module.Items)
            rows.Append(Row(item, scored));
        var heading = Element("h3", null, module.Title ?? "Without a heading");
        if (module.Kind == PageModuleKind.Sponsored)
            heading.Append(_document.CreateTextNode(" "), Element("span", "sponsored", "sponsored"));
        return Element("div", "module", heading, Element("table", "headlines",
            Element("thead", null, Element("tr", null, Header("Clickbait"), Header("Headline"), Header("Topic"))), rows));
    }

    private IElement Header(string text)
    {
        var header = Element("th", null, text);
        header.SetAttribute("scope", "col");
        return header;
    }

    private IElement Row(PageItem item, ScoredHeadline scored)
    {
        if (scored.Classification is not { } headline)
            return Element("tr", null, Element("td", null), Element("td", null, item.Text), Element("td", "error", scored.Error ?? ""));
        var words = Element("td", "words", Link(item.Href, Marked(headline)));
        var printed = string.Join(" · ", new[] { item.Section, item.Date }.OfType<string>());
        if (printed.Length > 0)
            words.Append(Element("span", "printed", printed));
        words.Append(Reasons(headline));
        return Element("tr", null,
            Element("td", null, Bait(headline.Clickbait)),
            words,
            Element("td", "topics", [.. headline.Topics.Take(1).Select(topic => Element("span", null, $"{topic.Topic.Label} {Percent(topic.Score)}"))]));
    }

    // Only the web is linked to: a page could name a script or a file.
    private INode Link(string? href, INode text)
    {
        if (!Uri.TryCreate(href, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return text;
        var link = Element("a", null, text);
        link.SetAttribute("href", url.AbsoluteUri);
        link.SetAttribute("rel", "noopener noreferrer nofollow");
        return link;
    }

    private IElement Bait(ClickbaitScore bait)
    {
        var band = bait.Band.ToString().ToLowerInvariant();
        return Element("div", "bait " + band, Meter(bait.Score, band), Element("span", "number", Percent(bait.Score)), Element("span", "band", band));
    }

    private IElement Meter(float share, string kind)
    {
        var fill = Element("span", "fill " + kind);
        fill.SetAttribute("style", string.Create(CultureInfo.InvariantCulture, $"width:{100 * share:F0}%"));
        var meter = Element("span", "meter", fill);
        meter.SetAttribute("aria-hidden", "true");
        return meter;
    }

    // The strongest reasons first; words that two reasons name are marked once.
    private IElement Marked(Classification headline)
    {
        var marks = new List<Reason>();
        foreach (var reason in Speaking(headline).Where(reason => reason.Start < reason.End))
        {
            if (marks.TrueForAll(mark => reason.End <= mark.Start || mark.End <= reason.Start))
                marks.Add(reason);
        }

        var line = Element("span", "headline");
        var at = 0;
        foreach (var mark in marks.OrderBy(mark => mark.Start))
        {
            line.Append(_document.CreateTextNode(headline.Headline[at..mark.Start]), Element("mark", null, headline.Headline[mark.Start..mark.End]));
            at = mark.End;
        }

        line.Append(_document.CreateTextNode(headline.Headline[at..]));
        return line;
    }

    private IElement Reasons(Classification headline) => Element("span", "reasons",
        [.. Speaking(headline).Take(ReasonsShown).Select(reason =>
            Element("span", null, string.Create(CultureInfo.InvariantCulture, $"{reason.Text} +{reason.Contribution:F1}")))]);

    private static IEnumerable<Reason> Speaking(Classification headline) => headline.Clickbait.Band == ClickbaitBand.None
        ? []
        : headline.Reasons.Where(reason => reason is { Target: ClickbaitTarget, Contribution: >= LeastContribution });

    private static bool IsBait(Classification headline) => headline.Clickbait.Band >= ClickbaitBand.Considerable;

    private static string Percent(float share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:F0} %");

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private IElement Element(string name, string? style, string text)
    {
        var element = Element(name, style);
        element.TextContent = PlainText.Clean(text);
        return element;
    }

    private IElement Element(string name, string? style, params INode[] children)
    {
        var element = _document.CreateElement(name);
        if (style is not null)
            element.ClassName = style;
        element.Append(children);
        return element;
    }
}
