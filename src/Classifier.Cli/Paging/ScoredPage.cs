using Classifier.Cli.Classifying;
using Classifier.Pages;

namespace Classifier.Cli.Paging;

/// <summary>A page with all its headlines classified.</summary>
/// <param name="Name">What results call the page.</param>
/// <param name="Headline">The article's headline; null when none was found.</param>
/// <param name="Modules">The lists of other headlines, in document order.</param>
/// <param name="Error">Why the page could not be read; null when it could.</param>
internal sealed record ScoredPage(
    string Name,
    ScoredHeadline? Headline,
    IReadOnlyList<ScoredModule> Modules,
    string? Error
)
{
    /// <summary>All headlines beside the article.</summary>
    public IEnumerable<ScoredItem> Items => Modules.SelectMany(module => module.Items);

    /// <summary>A page that could not be read.</summary>
    public static ScoredPage Bad(string name, string error) => new(name, null, [], error);
}

/// <summary>A list of headlines, classified.</summary>
/// <param name="Title">The heading that names the list; null when it has none.</param>
/// <param name="Kind">Whose headlines they are.</param>
/// <param name="Items">The headlines, in document order.</param>
internal sealed record ScoredModule(string? Title, PageModuleKind Kind, IReadOnlyList<ScoredItem> Items);

/// <summary>A headline in a list, classified.</summary>
/// <param name="Item">The headline as the page has it.</param>
/// <param name="Scored">What the classifier says of it.</param>
internal sealed record ScoredItem(PageItem Item, ScoredHeadline Scored);
