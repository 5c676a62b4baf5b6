using Classifier.Cli.Classifying;
using Classifier.Pages;

namespace Classifier.Cli.Paging;

/// <summary>Represents a page and its classified headlines.</summary>
/// <param name="Name">The name of the page in results.</param>
/// <param name="Headline">The headline of the article; null if none was found.</param>
/// <param name="Modules">The lists of other headlines, in document order.</param>
/// <param name="Error">The reason the page could not be read; null on success.</param>
internal sealed record ScoredPage(
    string Name,
    ScoredHeadline? Headline,
    IReadOnlyList<ScoredModule> Modules,
    string? Error
)
{
    /// <summary>Gets what the page states about itself; null for feeds and pages that could not be read.</summary>
    public PageOrigin? Origin { get; init; }

    /// <summary>Gets the language that the page declares; null if it declares none.</summary>
    public string? Language { get; init; }

    /// <summary>Gets the headlines of all modules.</summary>
    public IEnumerable<ScoredItem> Items => Modules.SelectMany(module => module.Items);

    /// <summary>Gets the headline of the article, if any, and those of all modules.</summary>
    public IEnumerable<ScoredHeadline> Headlines =>
        Items.Select(item => item.Scored).Prepend(Headline).OfType<ScoredHeadline>();

    /// <summary>Creates the result of a page that could not be read.</summary>
    public static ScoredPage Failed(string name, string error) => new(name, null, [], error);
}

/// <summary>Represents a list of classified headlines.</summary>
/// <param name="Title">The heading of the list; null if it has none.</param>
/// <param name="Kind">Whether the headlines are editorial or sponsored.</param>
/// <param name="Items">The headlines, in document order.</param>
internal sealed record ScoredModule(string? Title, PageModuleKind Kind, IReadOnlyList<ScoredItem> Items);

/// <summary>Represents a classified headline in a list.</summary>
/// <param name="Item">The headline as extracted from the page.</param>
/// <param name="Scored">The classification or error.</param>
internal sealed record ScoredItem(PageItem Item, ScoredHeadline Scored);
