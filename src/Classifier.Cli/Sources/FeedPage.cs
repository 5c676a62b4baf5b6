using System.Text;
using System.Xml;
using AngleSharp.Html.Parser;
using Classifier.Pages;
using CodeHollow.FeedReader;
using CodeHollow.FeedReader.Feeds;
using CodeHollow.FeedReader.Parser;

namespace Classifier.Cli.Sources;

/// <summary>Reads RSS and Atom feeds: the entry titles become one module, titled after the feed.</summary>
internal static class FeedPage
{
    /// <summary>Reads a feed.</summary>
    /// <exception cref="PageReadException">The feed is not well-formed or has an unknown format.</exception>
    public static Page Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            var feed = Parse(content);
            var items = feed
                .Items.Where(item => !string.IsNullOrWhiteSpace(item.Title))
                .Select(item => new PageItem(
                    Plain(item.Title)!,
                    Plain(item.Link),
                    Plain(item.PublishingDateString) ?? Plain((item.SpecificItem as AtomFeedItem)?.UpdatedDateString),
                    Plain(item.Categories.FirstOrDefault())
                ));
            return new Page(null, [new PageModule(Plain(feed.Title), PageModuleKind.Editorial, [.. items])]);
        }
        catch (Exception exception) when (exception is XmlException or FeedTypeNotSupportedException)
        {
            throw new PageReadException($"the feed cannot be parsed: {exception.Message}", exception);
        }
    }

    private static Feed Parse(ReadOnlyMemory<byte> content)
    {
        var bytes = content.ToArray();
        return bytes.AsSpan().StartsWith(Encoding.Unicode.Preamble)
                ? FeedReader.ReadFromString(Encoding.Unicode.GetString(bytes.AsSpan(2)))
            : bytes.AsSpan().StartsWith(Encoding.BigEndianUnicode.Preamble)
                ? FeedReader.ReadFromString(Encoding.BigEndianUnicode.GetString(bytes.AsSpan(2)))
            : FeedReader.ReadFromByteArray(bytes);
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
