using Classifier.Cli.Classifying;
using Classifier.Cli.Paging;
using Classifier.Pages;

namespace Classifier.Cli.Output;

/// <summary>A row of a table of headlines: what CSV and Parquet have one of for each headline.</summary>
/// <param name="Page">The page's name.</param>
/// <param name="Module">The list's number from 1; 0 for the article itself, null for a page that could not be read.</param>
/// <param name="ModuleTitle">The heading that names the list; null when it has none.</param>
/// <param name="Kind"><c>article</c>, <c>editorial</c> or <c>sponsored</c>; null for a page that could not be read.</param>
/// <param name="Position">The place in the list, from 1.</param>
/// <param name="Item">The headline as the page has it; null for a page that could not be read.</param>
/// <param name="Scored">Its classification or error, or the page's error.</param>
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
    /// <summary>A page's rows: first the article's headline, then those of the lists in their order; one with the error
    /// where it could not be read.</summary>
    public static IEnumerable<PageRow> Of(ScoredPage page)
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
