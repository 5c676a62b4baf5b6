using System.Xml.Linq;
using Classifier.Pages;

namespace Classifier.Cli.Sources;

/// <summary>Reads news sitemaps (https://www.google.com/schemas/sitemap-news/0.9): the titles become one module, titled after the
/// publication.</summary>
internal static class NewsSitemap
{
    private const int MaxSitemapsListed = 5;

    /// <summary>Reads a sitemap.</summary>
    /// <param name="content">The content.</param>
    /// <param name="charset">The charset declared by the transport; null if there is none.</param>
    /// <exception cref="PageReadException">The sitemap cannot be parsed or has no titles.</exception>
    public static Page Read(ReadOnlyMemory<byte> content, string? charset = null)
    {
        var root = XmlContent.Parse(content, charset);
        var items = root.Children("url").Select(Item).OfType<PageItem>().ToArray();
        if (items.Length == 0)
        {
            throw new PageReadException(
                "the sitemap has no titles; only news sitemaps (with news:title) contain headlines"
            );
        }

        var publication = root.Descendants().FirstOrDefault(element => element.Name.LocalName == "publication");
        return new Page(null, [new PageModule(publication?.Text("name"), PageModuleKind.Editorial, items)])
        {
            Language = publication?.Text("language"),
        };
    }

    /// <summary>Creates the exception for an index of sitemaps, which names the first of them.</summary>
    public static PageReadException RejectIndex(ReadOnlyMemory<byte> content)
    {
        var listed = XmlContent
            .Parse(content, null)
            .Children("sitemap")
            .Select(sitemap => sitemap.Text("loc"))
            .OfType<string>()
            .ToArray();
        var shown =
            string.Join(", ", listed.Take(MaxSitemapsListed)) + (listed.Length > MaxSitemapsListed ? ", …" : "");
        return new PageReadException(
            $"the file is an index of {listed.Length:N0} sitemaps and has no headlines itself; read the sitemaps instead: {shown}"
        );
    }

    private static PageItem? Item(XElement url) =>
        url.Child("news") is { } news && news.Text("title") is { } title
            ? new PageItem(
                title,
                url.Text("loc"),
                news.Text("publication_date"),
                null,
                FeedDate.Read(news.Text("publication_date"))
            )
            : null;
}
