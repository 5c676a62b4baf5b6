using System.Xml.Linq;
using AngleSharp.Html.Parser;
using Classifier.Pages;

namespace Classifier.Cli.Sources;

/// <summary>Reads RSS and Atom feeds: the entry titles become one module, titled after the feed.</summary>
internal static class FeedPage
{
    private static readonly string[] Dates = ["pubDate", "published", "updated", "date", "issued", "modified"];

    /// <summary>Reads a feed.</summary>
    /// <param name="content">The content.</param>
    /// <param name="charset">The charset declared by the transport; null if there is none.</param>
    /// <exception cref="PageReadException">The feed cannot be parsed or has no entries.</exception>
    public static Page Read(ReadOnlyMemory<byte> content, string? charset = null)
    {
        var root = XmlContent.Parse(content, charset);
        var items = root.Descendants()
            .Where(element => element.IsNamed("item", "entry"))
            .Select(Item)
            .OfType<PageItem>()
            .ToArray();
        var title = Plain((root.Child("channel") ?? root).Text("title"));
        return items.Length > 0
            ? new Page(null, [new PageModule(title, PageModuleKind.Editorial, items)])
            {
                Language =
                    (root.Child("channel") ?? root).Text("language") ?? root.Attribute(XNamespace.Xml + "lang")?.Value,
            }
            : throw new PageReadException("the feed has no entries with a title");
    }

    private static PageItem? Item(XElement entry)
    {
        var title = Plain(entry.Text("title"));
        var date = Dates.Select(entry.Text).OfType<string>().FirstOrDefault();
        var category = entry.Child("category") ?? entry.Child("subject");
        return title is null
            ? null
            : new PageItem(
                title,
                Link(entry),
                date,
                Plain(category?.Attribute("label")?.Value ?? category?.Attribute("term")?.Value ?? category?.Value),
                FeedDate.Read(date)
            );
    }

    // Atom has links in attributes, and RSS has them as text. A guid is a link unless it says otherwise.
    private static string? Link(XElement entry)
    {
        var links = entry.Children("link").ToArray();
        var alternate =
            Array.Find(
                links,
                link => link.Attribute("href") is not null && link.Attribute("rel")?.Value is null or "alternate"
            ) ?? Array.Find(links, link => link.Attribute("href") is not null);
        return alternate?.Attribute("href")?.Value.Trim()
            ?? entry.Text("link")
            ?? (
                entry.Text("guid") is { } guid && guid.StartsWith("http", StringComparison.OrdinalIgnoreCase)
                    ? guid
                    : null
            );
    }

    // Many feeds have HTML where plain text is expected, some of them escaped twice.
    private static string? Plain(string? text)
    {
        if (text is not null && text.AsSpan().ContainsAny('<', '&'))
        {
            text = new HtmlParser().ParseDocument(text).Body!.TextContent;
        }

        return string.IsNullOrWhiteSpace(text)
            ? null
            : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
