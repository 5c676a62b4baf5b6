using System.Globalization;

namespace Classifier.Cli.Paging;

/// <summary>Explains why a page has no headlines in lists.</summary>
internal static class EmptyPage
{
    /// <summary>A page with fewer links and this many scripts is probably filled by JavaScript.</summary>
    private const int MinLinks = 15;

    private const int MinScripts = 3;

    /// <summary>Returns the probable reason.</summary>
    public static string Explain(ScoredPage page) =>
        page.Items.Any(item => item.Scored.Classification is { LanguageSupported: false })
            ? $"No headline on this page is in a supported language{(page.Language is { Length: > 0 } language ? $"; the page declares the language \u201C{language}\u201D" : "")}."
        : page.Items.FirstOrDefault() is { Scored.Error: { } error }
            ? $"No headline on this page could be classified: {error}"
        : page.Origin is { Links: < MinLinks, Scripts: >= MinScripts } origin
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"No lists of headlines were found. The HTML has {origin.Links} links and {origin.Scripts} scripts, so the lists are probably loaded by JavaScript; save the page from a browser after it has loaded."
            )
        : page.Origin is { } known ? $"No lists of headlines were found among the {known.Links} links of this page."
        : "No lists of headlines were found on this page.";
}
