namespace Classifier.Pages;

/// <summary>Represents the headlines of a news page: the article's own and the lists of other headlines around it.</summary>
/// <param name="Headline">The article's headline as displayed; null if none was found.</param>
/// <param name="Modules">The lists of links to other articles, in document order.</param>
public sealed record Page(string? Headline, IReadOnlyList<PageModule> Modules)
{
    /// <summary>Gets the language that the page declares, such as "en-GB"; null if it declares none.</summary>
    public string? Language { get; init; }

    /// <summary>Gets what the page states about itself; null for feeds and plain text.</summary>
    public PageOrigin? Origin { get; init; }

    /// <summary>Gets the number of headlines: the article's own, and those of all lists.</summary>
    public int HeadlineCount => (Headline is null ? 0 : 1) + Modules.Sum(module => module.Items.Count);
}

/// <summary>Represents a list of headlines of other articles, such as "Most read".</summary>
/// <param name="Title">The heading of the list as displayed; null if it has none.</param>
/// <param name="Kind">Whether the list is the site's own or paid for.</param>
/// <param name="Items">The headlines, in document order.</param>
public sealed record PageModule(string? Title, PageModuleKind Kind, IReadOnlyList<PageItem> Items);

/// <summary>Specifies whether a list is the site's own or paid for.</summary>
public enum PageModuleKind
{
    /// <summary>The list is selected by the site.</summary>
    Editorial,

    /// <summary>The list is paid for, or exchanged with other sites through a recommendation network.</summary>
    Sponsored,
}

/// <summary>Represents a headline in a list.</summary>
/// <param name="Text">The headline as displayed, with white space collapsed.</param>
/// <param name="Href">The link as written, or resolved if the page's address is known; null if there is none.</param>
/// <param name="Date">The date as displayed; null if there is none.</param>
/// <param name="Section">The section as displayed; null if there is none.</param>
/// <param name="IsoDate">The date in ISO 8601; null if there is none or it cannot be read.</param>
public sealed record PageItem(string Text, string? Href, string? Date, string? Section, string? IsoDate = null);
