using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Classifier.Pages;
using Classifier.Pages.Html;

namespace Classifier.Training.Evaluation.Pages;

/// <summary>
/// Generates variants of a page in which a single name is hostile: one class, one id, one wrapper without a class, or the host is
/// renamed to a name that suggests a menu, a footer, an advertisement, or other content without headlines.
/// </summary>
internal sealed class HostileNames : IDisposable
{
    /// <summary>The names that classes, ids, and wrappers get.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "main-nav",
        "menu",
        "ad-slot",
        "site-footer",
        "comments",
        "author",
        "post-date",
        "newsletter",
        "login",
        "share-bar",
    ];

    private static readonly string[] Hosts = ["people", "help", "topics", "tags", "u", "ads", "login", "search"];

    private readonly string _html;
    private readonly IHtmlDocument _document;
    private readonly HashSet<string> _links;

    /// <summary>Initializes the variants of a page.</summary>
    /// <param name="gold">The gold of the page.</param>
    /// <param name="html">The HTML of the page.</param>
    public HostileNames(PageGold gold, string html)
    {
        _html = html;
        _document = new HtmlParser().ParseDocument(html);
        _links = [.. gold.Modules.SelectMany(module => module.Items).Select(item => item.Href).OfType<string>()];
    }

    /// <summary>Reads the unchanged page.</summary>
    public Page ReadUnchanged() => HtmlPage.Read(_document, null, evidence => evidence.IsModule);

    /// <summary>Reads every variant of the page.</summary>
    /// <returns>What was renamed, the hostile name, and the page as read.</returns>
    public IEnumerable<(string Renamed, string Name, Page Page)> ReadVariants()
    {
        IElement[] elements = [.. RelevantElements()];
        var classes = elements.SelectMany(element => element.ClassList).Distinct().ToArray();
        var ids = elements
            .Select(element => element.Id)
            .OfType<string>()
            .Where(id => id.Length > 0)
            .Distinct()
            .ToArray();
        IElement[] wrappers =
        [
            .. elements.Where(element => string.IsNullOrEmpty(element.ClassName) && IsWrapper(element)),
        ];
        foreach (var name in Names)
        {
            foreach (var renamed in classes)
            {
                var carriers = _document.GetElementsByClassName(renamed).ToArray();
                yield return ($".{renamed}", name, ReadWith(carriers, "class", value => Rename(value, renamed, name)));
            }

            foreach (var id in ids)
            {
                var carriers = elements.Where(element => element.Id == id).Distinct().ToArray();
                yield return ($"#{id}", name, ReadWith(carriers, "id", _ => name));
            }

            foreach (var wrapper in wrappers)
            {
                yield return ($"<{wrapper.LocalName}>", name, ReadWith([wrapper], "class", _ => name));
            }
        }

        if (Host() is not { } host)
        {
            yield break;
        }

        foreach (var name in Hosts)
        {
            var renamed = $"{name}.example.com";
            yield return (
                host,
                renamed,
                HtmlPage.Read(_html.Replace(host, renamed, StringComparison.OrdinalIgnoreCase), null)
            );
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _document.Dispose();

    /// <summary>Returns the links of the gold, their ancestors, and their descendants. Other names cannot lose a headline.</summary>
    private HashSet<IElement> RelevantElements()
    {
        var found = new HashSet<IElement>();
        foreach (
            var link in _document.QuerySelectorAll("a[href]").Where(link => _links.Contains(link.GetAttribute("href")!))
        )
        {
            for (
                var element = link;
                element is not null and not IHtmlHtmlElement && found.Add(element);
                element = element.ParentElement
            ) { }

            found.UnionWith(link.QuerySelectorAll("*"));
        }

        return found;
    }

    private Page ReadWith(IElement[] elements, string attribute, Func<string, string> rename)
    {
        var before = Array.ConvertAll(elements, element => element.GetAttribute(attribute));
        foreach (var element in elements)
        {
            element.SetAttribute(attribute, rename(element.GetAttribute(attribute) ?? ""));
        }

        var page = HtmlPage.Read(_document, null, evidence => evidence.IsModule);
        for (var i = 0; i < elements.Length; i++)
        {
            if (before[i] is { } value)
            {
                elements[i].SetAttribute(attribute, value);
            }
            else
            {
                elements[i].RemoveAttribute(attribute);
            }
        }

        return page;
    }

    private string? Host() =>
        _links
            .Select(link => Uri.TryCreate(link, UriKind.Absolute, out var address) ? address.Host : "")
            .Where(host => host.Length > 0)
            .CountBy(host => host)
            .OrderByDescending(host => host.Value)
            .Select(host => host.Key)
            .FirstOrDefault();

    private static bool IsWrapper(IElement element) =>
        element.LocalName is "div" or "section" or "article" or "span" or "ul" or "li" or "p" or "main" or "aside";

    private static string Rename(string value, string renamed, string name) =>
        string.Join(
            ' ',
            value
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Select(word => word == renamed ? name : word)
        );
}
