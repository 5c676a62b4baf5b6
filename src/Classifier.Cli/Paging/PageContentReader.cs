using Classifier.Cli.Sources;
using Classifier.Pages;

namespace Classifier.Cli.Paging;

/// <summary>Extracts headlines from pages, feeds, and sitemaps.</summary>
internal static class PageContentReader
{
    /// <summary>Reads a page according to its kind.</summary>
    /// <exception cref="PageReadException">The content cannot be read as a page.</exception>
    public static Page Read(PageBytes bytes)
    {
        var kind = bytes.Kind ?? ContentKinds.Detect(bytes.Content.Span);
        return kind switch
        {
            ContentKind.Feed => FeedPage.Read(bytes.Content),
            ContentKind.Sitemap => NewsSitemap.Read(bytes.Content),
            ContentKind.SitemapIndex => throw NewsSitemap.RejectIndex(bytes.Content),
            ContentKind.Html or ContentKind.Text or ContentKind.Jsonl => PageReader.Read(
                bytes.Content,
                Format(bytes.Kind),
                bytes.Charset,
                bytes.Url
            ),
            _ => throw new PageReadException(
                "the content is not a page, but for example a picture, a PDF file, or an archive"
            ),
        };
    }

    // Only a declared kind is passed on: the page reader detects the format more precisely than the first bytes allow.
    private static PageFormat? Format(ContentKind? declared) =>
        declared switch
        {
            ContentKind.Html => PageFormat.Html,
            ContentKind.Text => PageFormat.Text,
            _ => null,
        };
}
