using AngleSharp.Dom;
using Classifier.Cli.Paging;
using Classifier.Pages;

namespace Classifier.Cli.Reports;

/// <summary>The part of a report that goes through single pages: a list of them, and all headlines of some.</summary>
internal sealed class PageSections(ReportDocument document, HeadlineMarkup markup, ReportFigures figures)
{
    private const int OpenPages = 3;
    private const int TopicsOfPage = 2;

    /// <summary>Pages that are few are shown as they came; of many those with the most clickbait.</summary>
    private readonly PageFigures[] _shown =
        figures.Pages <= ReportFigures.PagesShown
            ? [.. figures.WorstPages.OrderBy(page => page.Number)]
            : [.. figures.WorstPages.Take(ReportFigures.PagesShown)];

    /// <summary>A share of clickbait as a cell: a bar with its interval, and both in numbers.</summary>
    public static IElement Share(ReportDocument document, BaitShare bait) =>
        bait.Headlines == 0
            ? document.Cell("clickbait", "share", document.Text("–"))
            : document.Cell(
                "clickbait",
                "share",
                document.Element(
                    "div",
                    "bait",
                    document.Meter(bait.Share, "considerable", bait.Interval),
                    document.Element("span", "number", Numbers.Percent(bait.Share)),
                    document.Element("span", "band", Numbers.Range(bait.Interval))
                )
            );

    /// <summary>The list of pages.</summary>
    public IElement List()
    {
        var table = document.Table(
            "cards",
            "Clickbait by page",
            ["Page", "#Headlines", "Clickbait", "Mostly about"],
            figures.WorstPages.Select(page =>
                document.Element(
                    "tr",
                    null,
                    document.RowHeader(
                        Array.Exists(_shown, shown => shown.Number == page.Number)
                            ? document.Jump(Id(page), Title(page))
                            : document.Text(Title(page)),
                        document.Element("span", "printed", page.Page.Name)
                    ),
                    document.Cell("headlines", "number", document.Text(Numbers.Count(page.Bait.Headlines))),
                    Share(document, page.Bait),
                    page.Page.Error is { } error
                        ? document.Element("td", "error", error)
                        : document.Cell(
                            "mostly about",
                            "topics",
                            document.Text(
                                string.Join(", ", page.Bait.Topics.Take(TopicsOfPage).Select(topic => topic.Label))
                            )
                        )
                )
            )
        );
        return document.Section(
            "pages",
            "Pages",
            figures.Pages > ReportFigures.PagesListed
                ?
                [
                    document.Element(
                        "p",
                        "note",
                        $"The {ReportFigures.PagesListed} of {Numbers.Count(figures.Pages)} pages that are most surely full of clickbait: in the order of the interval's lower end."
                    ),
                    table,
                ]
                :
                [
                    document.Element(
                        "p",
                        "note",
                        "Those that are most surely full of clickbait first: in the order of the interval's lower end."
                    ),
                    table,
                ]
        );
    }

    /// <summary>All headlines of the pages that are shown.</summary>
    public IElement Headlines()
    {
        var onlyBait = document.Element("input", null);
        onlyBait.SetAttribute("type", "checkbox");
        onlyBait.Id = "only-bait";
        var section = document.Section(
            "headlines",
            "Headlines page by page",
            document.Element(
                "p",
                "filter",
                document.Element("label", null, onlyBait, document.Text(" Show clickbait only"))
            )
        );
        if (figures.Pages > _shown.Length)
        {
            section.Append(
                document.Element(
                    "p",
                    "note",
                    $"The {_shown.Length} pages with the most clickbait of {Numbers.Count(figures.Pages)}; CSV and JSON have them all."
                )
            );
        }

        foreach (var page in _shown)
        {
            section.Append(Page(page));
        }

        return section;
    }

    private IElement Page(PageFigures page)
    {
        var summary = document.Element("summary", null, document.Element("h3", null, Title(page)));
        var details = document.Element(
            "details",
            "page",
            summary,
            document.Element(
                "p",
                "note",
                $"{page.Page.Name} · {Numbers.Count(page.Bait.Headlines, "headline", "headlines")}{(page.Bait.Headlines > 0 ? $" · {Numbers.Percent(page.Bait.Share)} clickbait ({Numbers.Range(page.Bait.Interval)})" : "")}"
            )
        );
        details.Id = Id(page);
        if (figures.Pages <= OpenPages)
        {
            details.SetAttribute("open", "");
        }

        if (page.Page.Error is { } error)
        {
            details.Append(document.Element("p", "error", error));
        }
        else if (page.Page.Modules.Count == 0)
        {
            details.Append(document.Element("p", null, "No list of headlines was found beside the article."));
        }

        foreach (var module in page.Page.Modules)
        {
            details.Append(Module(module));
        }

        return details;
    }

    private IElement Module(ScoredModule module)
    {
        var heading = document.Element("h4", null, module.Title ?? "Without a heading");
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
                module.Items.Select(Row)
            )
        );
    }

    private IElement Row(ScoredItem scored)
    {
        var item = scored.Item;
        if (scored.Scored.Classification is not { } headline)
        {
            return document.Element(
                "tr",
                null,
                document.Element("td", null),
                document.Element("td", null, item.Text),
                document.Element("td", "error", scored.Scored.Error ?? "")
            );
        }

        var words = document.Element("td", "words", document.Link(item.Href, markup.Marked(headline)));
        var printed = string.Join(" · ", new[] { item.Section, item.Date }.OfType<string>());
        if (printed.Length > 0)
        {
            words.Append(document.Element("span", "printed", printed));
        }

        words.Append(markup.Reasons(headline));
        return document.Element(
            "tr",
            PageTally.IsBait(headline) ? "is-bait" : null,
            document.Element("td", null, markup.Bait(headline.Clickbait)),
            words,
            document.Element("td", "topics", HeadlineMarkup.Topic(headline))
        );
    }

    private static string Title(PageFigures page) => page.Page.Headline?.Text ?? page.Page.Name;

    private static string Id(PageFigures page) => $"page-{page.Number}";
}
