using System.Buffers;
using Classifier.Cli.Sources;
using Classifier.Pages;

namespace Classifier.Cli.Paging;

/// <summary>Extracts headlines from pages, feeds, and sitemaps.</summary>
internal static class PageContentReader
{
    private static readonly SearchValues<byte> WhiteSpace = SearchValues.Create(" \t\r\n\f\0"u8);

    /// <summary>Reads a page according to its kind.</summary>
    /// <exception cref="PageReadException">The content cannot be read as a page.</exception>
    public static Page Read(PageBytes bytes)
    {
        if (bytes.Content.Span.IndexOfAnyExcept(WhiteSpace) < 0)
        {
            throw new PageReadException("the page is empty");
        }

        var detected = ContentKinds.Detect(bytes.Content.Span);
        if (detected is ContentKind.Html && (bytes.IsFeed || bytes.Kind is ContentKind.Feed or ContentKind.Sitemap))
        {
            throw new PageReadException(
                "an HTML page was found instead of a feed, probably an error page of the server; download the feed again"
            );
        }

        return (bytes.Kind ?? detected) switch
        {
            ContentKind.Feed => FeedPage.Read(bytes.Content, bytes.Charset),
            ContentKind.Sitemap => NewsSitemap.Read(bytes.Content, bytes.Charset),
            ContentKind.SitemapIndex => throw NewsSitemap.RejectIndex(bytes.Content),
            ContentKind.Xml => throw new PageReadException(
                "the content is XML, but neither a feed (RSS, Atom) nor a news sitemap"
            ),
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
