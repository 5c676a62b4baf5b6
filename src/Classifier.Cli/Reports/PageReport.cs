using AngleSharp.Dom;
using Classifier.Training.Evaluation.Reports;

namespace Classifier.Cli.Reports;

/// <summary>Writes the HTML report of scored pages. Its length is limited for any number of pages: lists are truncated with a
/// note.</summary>
internal static class PageReport
{
    private const string Title = "Headlines on news pages";

    /// <summary>Writes a report.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="figures">The figures of the report.</param>
    public static void Write(TextWriter writer, ReportFigures figures)
    {
        var document = new ReportDocument(
            Title,
            ReportDocument.ReadResource(typeof(PageReport), "page-report.css")
                + (
                    figures.HasNumberedStories
                        ? ReportDocument.ReadResource(typeof(PageReport), "page-report-stories.css")
                        : ""
                ),
            ReportDocument.ReadResource(typeof(PageReport), "page-report.js")
        );
        var markup = new HeadlineMarkup(document);
        var sections = new List<IElement>();
        if (figures.History is { } history)
        {
            sections.AddRange(new HistorySections(document).All(history));
        }

        if (figures.All.Headlines > 0)
        {
            sections.AddRange(new OverviewSections(document, markup, figures).All());
        }

        var pages = new PageSections(document, markup, figures);
        if (figures.Pages > 1)
        {
            sections.Add(pages.List());
        }

        sections.Add(pages.Headlines());
        document.Header.Append(Summary(document, figures), Explanation(document), Contents(document, sections));
        document.Main.Append([.. sections]);
        document.Write(writer);
    }

    private static IElement Summary(ReportDocument document, ReportFigures figures)
    {
        var all = figures.All;
        var summary = document.Element(
            "dl",
            "summary",
            Figure(document, figures.Pages, figures.Pages == 1 ? "page" : "pages"),
            Figure(document, all.Headlines, "headlines in modules"),
            all.Headlines == 0
                ? Figure(document, "–", "clickbait")
                : Figure(
                    document,
                    NumberFormat.Percent(all.Share),
                    $"clickbait (95 %: {NumberFormat.Range(all.Interval)})"
                )
        );
        if (figures.Sponsored > 0)
        {
            summary.Append(
                Figure(document, NumberFormat.Percent((double)figures.Sponsored / all.Headlines), "sponsored")
            );
        }

        if (figures.UnsupportedLanguage > 0)
        {
            summary.Append(
                Figure(
                    document,
                    figures.UnsupportedLanguage,
                    figures.Scope.Unsupported ? "in unsupported languages" : "in unsupported languages, not counted"
                )
            );
        }

        if (figures.UnreadablePages > 0)
        {
            summary.Append(
                Figure(
                    document,
                    figures.UnreadablePages,
                    figures.UnreadablePages == 1 ? "unreadable page" : "unreadable pages"
                )
            );
        }

        return summary;
    }

    private static IElement Explanation(ReportDocument document) =>
        document.Note(
            "Headlines in the bands considerable and heavy count as clickbait. The percentage of a headline is the probability that a reader would consider it clickbait. Words that raise it are highlighted, in a stronger color for a larger contribution; words that lower it are underlined. Ranges are 95 % intervals (Wilson)."
        );

    private static IElement Figure(ReportDocument document, long count, string name) =>
        Figure(document, NumberFormat.Count(count), name);

    private static IElement Figure(ReportDocument document, string value, string name) =>
        document.Element("div", null, document.Element("dt", null, name), document.Element("dd", null, value));

    private static IElement Contents(ReportDocument document, IEnumerable<IElement> sections)
    {
        var contents = document.Element(
            "nav",
            null,
            [.. sections.Select(section => document.Jump(section.Id!, section.FirstElementChild!.TextContent))]
        );
        contents.SetAttribute("aria-label", "Contents");
        return contents;
    }
}
