using Classifier.Cli.Classifying;
using Classifier.Cli.Paging;
using Classifier.Pages;

namespace Classifier.Cli.Output;

/// <summary>Represents one row of CSV or Parquet: a headline, or a page that could not be read.</summary>
/// <param name="Page">The name of the page.</param>
/// <param name="Module">The number of the module, from 1; 0 for the article; null if the page could not be read.</param>
/// <param name="ModuleTitle">The heading of the module; null if it has none.</param>
/// <param name="Kind"><c>article</c>, <c>editorial</c>, or <c>sponsored</c>; null if the page could not be read.</param>
/// <param name="Position">The position in the module, from 1.</param>
/// <param name="Item">The headline as extracted; null if the page could not be read.</param>
/// <param name="Scored">The classification or error of the headline, or the error of the page.</param>
internal sealed record PageRow(
    string Page,
    int? Module,
    string? ModuleTitle,
    string? Kind,
    int? Position,
    PageItem? Item,
    ScoredHeadline Scored
)
{
    /// <summary>Returns the rows of a page: the headline of the article, followed by the headlines of the modules in document
    /// order. A page that could not be read has one row with its error.</summary>
    public static IEnumerable<PageRow> FromPage(ScoredPage page)
    {
        if (page.Error is not null)
        {
            yield return new PageRow(page.Name, null, null, null, null, null, new ScoredHeadline("", null, page.Error));
        }

        if (page.Headline is not null)
        {
            yield return new PageRow(
                page.Name,
                0,
                null,
                "article",
                1,
                new PageItem(page.Headline.Text, null, null, null),
                page.Headline
            );
        }

        for (var m = 0; m < page.Modules.Count; m++)
        {
            var module = page.Modules[m];
            for (var i = 0; i < module.Items.Count; i++)
            {
                yield return new PageRow(
                    page.Name,
                    m + 1,
                    module.Title,
                    PageJson.Name(module.Kind),
                    i + 1,
                    module.Items[i].Item,
                    module.Items[i].Scored
                );
            }
        }
    }
}
