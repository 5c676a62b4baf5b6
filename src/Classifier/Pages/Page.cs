namespace Classifier.Pages;

/// <summary>A news page: its article's headline and the lists of other headlines beside it.</summary>
/// <param name="Headline">The article's headline as a reader sees it; null when none was found.</param>
/// <param name="Modules">The lists of other headlines, in document order.</param>
public sealed record Page(string? Headline, IReadOnlyList<PageModule> Modules);

/// <summary>A list of headlines of other articles.</summary>
/// <param name="Title">The heading that names the list, as printed; null when it has none.</param>
/// <param name="Kind">Whose headlines they are.</param>
/// <param name="Items">The headlines, in document order.</param>
public sealed record PageModule(string? Title, PageModuleKind Kind, IReadOnlyList<PageItem> Items);

/// <summary>Whose headlines a module lists.</summary>
public enum PageModuleKind
{
    /// <summary>The site's own choice.</summary>
    Editorial,

    /// <summary>Paid for or exchanged.</summary>
    Sponsored,
}

/// <summary>A headline in a module.</summary>
/// <param name="Text">The headline as a reader sees it, white space collapsed.</param>
/// <param name="Href">The link as written, or resolved when the page's address is known; null when there is none.</param>
/// <param name="Date">The date as printed; null when there is none.</param>
/// <param name="Section">The section as printed; null when there is none.</param>
public sealed record PageItem(string Text, string? Href, string? Date, string? Section);
