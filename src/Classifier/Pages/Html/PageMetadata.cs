using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Classifier.Pages.Html;

/// <summary>
/// Represents the metadata of a page. It is collected in one traversal, because selectors take time in proportion to the square of the
/// number of siblings.
/// </summary>
internal sealed class PageMetadata
{
    private readonly List<(string Name, string Content)> _meta = [];
    private readonly List<string> _scripts = [];

    private PageMetadata() { }

    /// <summary>Gets the text of the first title element; "" if there is none.</summary>
    public string Title { get; private set; } = "";

    /// <summary>Gets the address of the first base element; null if there is none.</summary>
    public string? BaseAddress { get; private set; }

    /// <summary>Gets the canonical address; null if there is none.</summary>
    public string? CanonicalAddress { get; private set; }

    /// <summary>Gets the declared language; null if there is none.</summary>
    public string? Language { get; private set; }

    /// <summary>Gets the number of links.</summary>
    public int Links { get; private set; }

    /// <summary>Gets the number of scripts.</summary>
    public int ScriptCount { get; private set; }

    /// <summary>Gets the contents of the JSON-LD scripts in document order.</summary>
    public IReadOnlyList<string> Scripts => _scripts;

    /// <summary>Reads the metadata of a page.</summary>
    public static PageMetadata Read(IHtmlDocument document)
    {
        var metadata = new PageMetadata();
        TreeTraversal.Visit(
            document.DocumentElement,
            node =>
            {
                if (node is IElement element)
                {
                    metadata.Add(element);
                }

                return true;
            }
        );
        metadata.Language = metadata.FindLanguage(document);
        return metadata;
    }

    /// <summary>Returns the contents of the meta elements with one of the specified names, properties, or item properties.</summary>
    public IEnumerable<string> Contents(params string[] names) =>
        _meta.Where(meta => names.Contains(meta.Name)).Select(meta => meta.Content);

    // An attribute of the root or the body takes precedence over metadata, as in the HTML standard.
    private string? FindLanguage(IHtmlDocument document)
    {
        string?[] declared =
        [
            document.DocumentElement.GetAttribute("lang"),
            document.DocumentElement.GetAttribute("xml:lang"),
            document.Body?.GetAttribute("lang"),
            .. Contents("content-language", "og:locale", "language", "inLanguage"),
        ];
        return Array.Find(declared, language => !string.IsNullOrWhiteSpace(language))?.Trim();
    }

    private void Add(IElement element)
    {
        switch (element.LocalName)
        {
            case "meta":
                var name =
                    element.GetAttribute("property")
                    ?? element.GetAttribute("name")
                    ?? element.GetAttribute("itemprop")
                    ?? element.GetAttribute("http-equiv")?.ToLowerInvariant();
                if (name is not null)
                {
                    _meta.Add((name, element.GetAttribute("content") ?? ""));
                }

                break;
            case "script":
                ScriptCount++;
                if (element.GetAttribute("type") == "application/ld+json")
                {
                    _scripts.Add(element.TextContent);
                }

                break;
            case "a":
                Links++;
                break;
            case "title" when Title.Length == 0 && element is IHtmlTitleElement:
                Title = element.TextContent;
                break;
            case "base":
                BaseAddress ??= element.GetAttribute("href");
                break;
            case "link" when element.GetAttribute("rel") == "canonical":
                CanonicalAddress ??= element.GetAttribute("href");
                break;
        }
    }
}
