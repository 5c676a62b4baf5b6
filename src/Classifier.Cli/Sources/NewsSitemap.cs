using System.Xml;
using System.Xml.Linq;
using Classifier.Pages;

namespace Classifier.Cli.Sources;

/// <summary>Reads news sitemaps (https://www.google.com/schemas/sitemap-news/0.9): the titles become one module, titled after the
/// publication.</summary>
internal static class NewsSitemap
{
    private const int MaxSitemapsListed = 5;

    /// <summary>Reads a sitemap.</summary>
    /// <exception cref="PageReadException">The sitemap is not well-formed or has no titles.</exception>
    public static Page Read(ReadOnlyMemory<byte> content)
    {
        var root = Load(content).Root!;
        var items = Children(root, "url").Select(Item).OfType<PageItem>().ToArray();
        if (items.Length == 0)
        {
            throw new PageReadException(
                "the sitemap has no titles; only news sitemaps (with news:title) contain headlines"
            );
        }

        var name = root.Descendants()
            .FirstOrDefault(element => element.Name.LocalName == "publication")
            ?.Elements()
            .FirstOrDefault(element => element.Name.LocalName == "name")
            ?.Value.Trim();
        return new Page(
            null,
            [new PageModule(string.IsNullOrEmpty(name) ? null : name, PageModuleKind.Editorial, items)]
        );
    }

    /// <summary>Creates the exception for an index of sitemaps, which names the first of them.</summary>
    public static PageReadException RejectIndex(ReadOnlyMemory<byte> content)
    {
        var listed = Children(Load(content).Root!, "sitemap")
            .Select(sitemap => Value(sitemap, "loc"))
            .OfType<string>()
            .ToArray();
        var shown =
            string.Join(", ", listed.Take(MaxSitemapsListed)) + (listed.Length > MaxSitemapsListed ? ", …" : "");
        return new PageReadException(
            $"the file is an index of {listed.Length:N0} sitemaps and has no headlines itself; read the sitemaps instead: {shown}"
        );
    }

    private static XDocument Load(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var stream = new MemoryStream(content.ToArray());
            using var reader = XmlReader.Create(
                stream,
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null }
            );
            return XDocument.Load(reader);
        }
        catch (XmlException exception)
        {
            throw new PageReadException($"the sitemap cannot be parsed: {exception.Message}", exception);
        }
    }

    private static PageItem? Item(XElement url)
    {
        var news = url.Elements().FirstOrDefault(element => element.Name.LocalName == "news");
        var title = news is null ? null : Value(news, "title");
        return title is null ? null : new PageItem(title, Value(url, "loc"), Value(news!, "publication_date"), null);
    }

    private static IEnumerable<XElement> Children(XElement parent, string name) =>
        parent.Elements().Where(element => element.Name.LocalName == name);

    private static string? Value(XElement parent, string name)
    {
        var value = Children(parent, name).FirstOrDefault()?.Value;
        return string.IsNullOrWhiteSpace(value)
            ? null
            : string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
