using Classifier.Cli.Paging;
using Classifier.Pages;
using Classifier.Scoring;

namespace Classifier.Cli.Reports;

/// <summary>Represents a headline in a report and where it was found.</summary>
/// <param name="Headline">The classified headline.</param>
/// <param name="Site">The site of the page.</param>
/// <param name="Page">The page.</param>
/// <param name="Module">The module.</param>
/// <param name="Position">The position in the module, from 1.</param>
/// <param name="Href">The link, resolved if the URL of the page is known; null if there is none.</param>
internal sealed record ReportHeadline(
    Classification Headline,
    string Site,
    ScoredPage Page,
    ScoredModule Module,
    int Position,
    string? Href
)
{
    /// <summary>Gets a value indicating whether the headline is paid for.</summary>
    public bool IsSponsored => Module.Kind == PageModuleKind.Sponsored;

    /// <summary>Returns the classified headlines of a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="site">The site of the page.</param>
    /// <param name="includeUnsupported">Whether to return headlines in unsupported languages, whose scores are unreliable.</param>
    public static IEnumerable<ReportHeadline> FromPage(ScoredPage page, string site, bool includeUnsupported = false) =>
        page
            .Modules.SelectMany(module =>
                module.Items.Select(
                    (item, i) =>
                        item.Scored.Classification is { } headline && (headline.LanguageSupported || includeUnsupported)
                            ? new ReportHeadline(
                                headline,
                                site,
                                page,
                                module,
                                i + 1,
                                page.Origin is null ? item.Item.Href : page.Origin.Resolve(item.Item.Href)
                            )
                            : null
                )
            )
            .OfType<ReportHeadline>();
}
