using System.Globalization;
using AngleSharp.Dom;
using Classifier.Cli.Paging;
using Classifier.Pages;
using Classifier.Text;
using Classifier.Training.Evaluation.Reports;

namespace Classifier.Cli.Reports;

/// <summary>Builds the sections of a report about individual pages: a list of pages, and all headlines of some of them.</summary>
internal sealed class PageSections(ReportDocument document, HeadlineMarkup markup, ReportFigures figures)
{
    private const int MaxExpandedPages = 3;
    private const int MaxTopicsPerPage = 2;

    /// <summary>The pages to display in detail: all in input order if they are few, or else those with the most clickbait.</summary>
    private readonly PageFigures[] _detailed =
        figures.Pages <= ReportFigures.MaxPagesDetailed
            ? [.. figures.RankedPages.OrderBy(page => page.Number)]
            : [.. figures.RankedPages.Take(ReportFigures.MaxPagesDetailed)];

    /// <summary>Builds the list of pages.</summary>
    public IElement List() =>
        document.Section(
            "pages",
            "Pages",
            document.Note(
                figures.Pages > ReportFigures.MaxPagesListed
                    ? $"The {ReportFigures.MaxPagesListed} of {NumberFormat.Count(figures.Pages)} pages with the most clickbait, by the lower bound of the interval."
                    : "Ordered by the lower bound of the interval, the most clickbait first."
            ),
            document.Table(
                "cards",
                "Clickbait by page",
                ["Page", "#Headlines", "Clickbait", "Main topics"],
                figures.RankedPages.Select(ListRow)
            )
        );

    /// <summary>Builds the headlines of the pages that are displayed in detail.</summary>
    public IElement Headlines()
    {
        var onlyBait = document.Element("input", null);
        onlyBait.SetAttribute("type", "checkbox");
        onlyBait.Id = "only-bait";
        var section = document.Section(
            "headlines",
            "Headlines by page",
            document.Element(
                "p",
                "filter",
                document.Element("label", null, onlyBait, document.Text(" Show only clickbait"))
            ),
            HeadlineControls.Create(document)
        );
        if (figures.Pages > _detailed.Length)
        {
            section.Append(
                document.Note(
                    $"The {_detailed.Length} of {NumberFormat.Count(figures.Pages)} pages with the most clickbait. The filters cover {Covered()}."
                )
            );
            if (figures.Index.ToJson(_detailed.Select(page => page.Number).ToHashSet()) is { } others)
            {
                section.Append(document.Data("other-headlines", others));
            }
        }

        section.Append([.. _detailed.Select(Page)]);
        return section;
    }

    private string Covered() =>
        figures.Index.Count > HeadlineIndex.Capacity
            ? $"the first {NumberFormat.Count(HeadlineIndex.Capacity)} of {NumberFormat.Count(figures.Index.Count)} headlines; the CSV and JSON outputs contain all"
            : "all pages";

    private IElement ListRow(PageFigures page) =>
        document.Element(
            "tr",
            null,
            document.RowHeader(
                Array.Exists(_detailed, detailed => detailed.Number == page.Number)
                    ? document.Jump(Id(page), Title(page))
                    : document.Text(Title(page)),
                document.Element("span", "printed", page.Page.Name)
            ),
            document.LabeledCell("headlines", "number", document.Text(NumberFormat.Count(page.Bait.Headlines))),
            markup.ShareCell(page.Bait),
            page.Page.Error is { } error ? document.Cell(error, "error")
                : page.Bait.Headlines == 0 ? document.Cell(EmptyPage.Explain(page.Page), "empty")
                : document.LabeledCell(
                    "main topics",
                    "topics",
                    document.Text(
                        string.Join(", ", page.Bait.Topics.Take(MaxTopicsPerPage).Select(topic => topic.Label))
                    )
                )
        );

    private IElement Page(PageFigures page)
    {
        var bait = page.Bait;
        var share =
            bait.Headlines > 0
                ? $" · {NumberFormat.Percent(bait.Share)} clickbait ({NumberFormat.Range(bait.Interval)})"
                : "";
        var stories = new StoryMarks(document, page.Page);
        var summary = document.Element("summary", null, document.Element("h3", null, Title(page)));
        if (page.Page.Headline is { } article && stories.Mark(article) is { } mark)
        {
            summary.Append(document.Text(" "), mark);
        }

        var details = document.Element(
            "details",
            "page",
            summary,
            document.Note($"{page.Page.Name} · {NumberFormat.Count(bait.Headlines, "headline", "headlines")}{share}")
        );
        details.Id = Id(page);
        if (figures.Pages <= MaxExpandedPages)
        {
            details.SetAttribute("open", "");
        }

        if (page.Page.Error is { } error)
        {
            details.Append(document.Element("p", "error", error));
        }
        else if (page.Bait.Headlines == 0)
        {
            details.Append(document.Element("p", "empty", EmptyPage.Explain(page.Page)));
        }

        details.Append([.. page.Page.Modules.Select(module => Module(page, module, stories))]);
        return details;
    }

    private IElement Module(PageFigures page, ScoredModule module, StoryMarks stories)
    {
        var heading = document.Element("h4", null, module.Title ?? HeadlineMarkup.Untitled);
        if (module.Kind == PageModuleKind.Sponsored)
        {
            heading.Append(document.Text(" "), document.Element("span", "sponsored", "sponsored"));
        }

        return document.Element(
            "div",
            "module",
            heading,
            document.Table(
                "headlines",
                module.Title ?? "Headlines",
                ["Clickbait", "Headline", "Topic"],
                module.Items.Select(item => HeadlineRow(page, module, item, stories))
            )
        );
    }

    private IElement HeadlineRow(PageFigures page, ScoredModule module, ScoredItem scored, StoryMarks stories)
    {
        var item = scored.Item;
        if (scored.Scored.Classification is not { } headline)
        {
            return document.Element(
                "tr",
                null,
                document.Cell(""),
                document.Cell(item.Text),
                document.Cell(scored.Scored.Error ?? "", "error")
            );
        }

        var site = SiteName.FromPage(page.Page);
        var href = page.Page.Origin is null ? item.Href : page.Page.Origin.Resolve(item.Href);
        var words = document.Element(
            "td",
            "words",
            document.Link(href, markup.Highlight(headline)),
            document.Element("span", "printed place", string.Join(" · ", new[] { site, module.Title }.OfType<string>()))
        );
        if (!headline.LanguageSupported)
        {
            words.Append(document.Element("span", "printed", "unsupported language; the scores are not meaningful"));
        }

        if (stories.Mark(scored.Scored) is { } mark)
        {
            words.Append(mark);
        }

        var printed = string.Join(" · ", new[] { item.Section, item.Date }.OfType<string>());
        if (printed.Length > 0)
        {
            words.Append(document.Element("span", "printed", printed));
        }

        words.Append(markup.ReasonList(headline));
        var row = document.Element(
            "tr",
            PageTally.IsBait(headline) ? "is-bait" : null,
            document.Element("td", null, markup.Score(headline.Clickbait)),
            words,
            document.Cell(HeadlineMarkup.Topic(headline), "topics")
        );
        row.SetAttribute("data-site", PlainText.Clean(site));
        row.SetAttribute("data-module", PlainText.Clean(module.Title ?? HeadlineMarkup.Untitled));
        row.SetAttribute("data-kind", module.Kind == PageModuleKind.Sponsored ? "sponsored" : "editorial");
        row.SetAttribute("data-topic", headline.Topics is [var best, ..] ? best.Topic.Label : ClickbaitCounts.NoTopic);
        row.SetAttribute("data-band", headline.Clickbait.Band.ToString().ToLowerInvariant());
        row.SetAttribute("data-score", headline.Clickbait.Score.ToString("F4", CultureInfo.InvariantCulture));
        return row;
    }

    private static string Title(PageFigures page) => page.Page.Headline?.Text ?? page.Page.Name;

    private static string Id(PageFigures page) => $"page-{page.Number}";
}
