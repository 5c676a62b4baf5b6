using Classifier.Cli.Sources;
using Classifier.Pages;

namespace Classifier.Cli.Paging;

/// <summary>From a page's bytes to its headlines, whatever kind of page it is.</summary>
internal static class PageReading
{
    /// <summary>Reads a page.</summary>
    /// <exception cref="PageDefectException">It has no headlines to read; the message says why.</exception>
    public static Page Read(PageBytes bytes)
    {
        var kind = bytes.Kind ?? ContentKinds.Of(bytes.Content.Span);
        return kind switch
        {
            ContentKind.Feed => FeedPage.Read(bytes.Content),
            ContentKind.Sitemap => NewsSitemap.Read(bytes.Content),
            ContentKind.SitemapIndex => throw NewsSitemap.Index(bytes.Content),
            ContentKind.Html or ContentKind.Text or ContentKind.Jsonl => PageReader.Read(
                bytes.Content,
                Format(bytes.Kind),
                bytes.Charset,
                bytes.Url
            ),
            _ => throw new PageDefectException("this is no page but a picture, a PDF file, an archive or the like"),
        };
    }

    // What a kind seen in the content means is left to the page reader, which looks closer.
    private static PageFormat? Format(ContentKind? asked) =>
        asked switch
        {
            ContentKind.Html => PageFormat.Html,
            ContentKind.Text => PageFormat.Text,
            _ => null,
        };
}
