using System.Text;
using System.Text.RegularExpressions;

namespace Classifier.Cli.Sources;

/// <summary>Specifies the kind of a file.</summary>
internal enum ContentKind
{
    /// <summary>A web page.</summary>
    Html,

    /// <summary>The plain text of a page, or any content that no other kind matches.</summary>
    Text,

    /// <summary>An RSS or Atom feed.</summary>
    Feed,

    /// <summary>A sitemap.</summary>
    Sitemap,

    /// <summary>An index of sitemaps.</summary>
    SitemapIndex,

    /// <summary>XML that is neither a feed nor a sitemap.</summary>
    Xml,

    /// <summary>JSON Lines: one object with <c>html</c> and optionally <c>url</c> per line.</summary>
    Jsonl,

    /// <summary>A tar archive.</summary>
    Tar,

    /// <summary>A zip archive.</summary>
    Zip,

    /// <summary>A web archive as defined by ISO 28500.</summary>
    Warc,

    /// <summary>A web archive in the ARC format, the predecessor of WARC.</summary>
    Arc,

    /// <summary>A file compressed with gzip.</summary>
    Gzip,

    /// <summary>A known format that has no headlines, such as a picture or an unsupported archive.</summary>
    Unsupported,
}

/// <summary>Detects the kind of a file from its first bytes.</summary>
internal static partial class ContentKinds
{
    /// <summary>The number of leading bytes that are examined.</summary>
    public const int HeadLength = 4096;

    private const int TarMagicOffset = 257;

    /// <summary>Returns the kind of a file that starts with the given bytes.</summary>
    public static ContentKind Detect(ReadOnlySpan<byte> head)
    {
        head = head[..Math.Min(head.Length, HeadLength)];
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]))
        {
            return ContentKind.Gzip;
        }

        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8))
        {
            return ContentKind.Zip;
        }

        if (head.StartsWith("WARC/"u8))
        {
            return ContentKind.Warc;
        }

        if (head.StartsWith("filedesc://"u8))
        {
            return ContentKind.Arc;
        }

        if (head.Length >= TarMagicOffset + 5 && head[TarMagicOffset..].StartsWith("ustar"u8))
        {
            return ContentKind.Tar;
        }

        if (IsUnsupported(head))
        {
            return ContentKind.Unsupported;
        }

        // All signatures below are ASCII once byte order marks and the zero bytes of UTF-16 are removed.
        var text = Encoding
            .Latin1.GetString(head)
            .Replace("\0", "", StringComparison.Ordinal)
            .TrimStart('\u00ef', '\u00bb', '\u00bf', '\u00fe', '\u00ff');
        if (JsonObject().IsMatch(text))
        {
            return ContentKind.Jsonl;
        }

        var root =
            !HtmlStart().IsMatch(text) && RootAfterWarning().Match(text) is { Success: true } after
                ? after
                : Root().Match(text);
        return !root.Success
            ? (Tag().IsMatch(text) ? ContentKind.Html : ContentKind.Text)
            : root.Groups[1].Value.ToUpperInvariant() switch
            {
                "RSS" or "FEED" or "RDF" => ContentKind.Feed,
                "URLSET" => ContentKind.Sitemap,
                "SITEMAPINDEX" => ContentKind.SitemapIndex,
                "SVG" => ContentKind.Unsupported,
                "HTML" or "HEAD" or "BODY" => ContentKind.Html,
                _ when text.TrimStart().StartsWith("<?xml", StringComparison.Ordinal) => ContentKind.Xml,
                "OPML" => ContentKind.Xml,
                _ => Tag().IsMatch(text) ? ContentKind.Html : ContentKind.Text,
            };
    }

    private static bool IsUnsupported(ReadOnlySpan<byte> head) =>
        head.StartsWith("%PDF-"u8)
        || head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G'])
        || head.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff])
        || head.StartsWith("GIF8"u8)
        || head.StartsWith("RIFF"u8)
        || head.StartsWith("Rar!"u8)
        || head.StartsWith((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xbc, 0xaf])
        || head.StartsWith("BZh"u8)
        || head.StartsWith((ReadOnlySpan<byte>)[0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z'])
        || head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd])
        || head.StartsWith("wOF"u8)
        || head.StartsWith("PAR1"u8);

    [GeneratedRegex(@"^\s*<(?:!doctype|html)", RegexOptions.IgnoreCase)]
    private static partial Regex HtmlStart();

    // Some servers print a warning as HTML before the feed.
    [GeneratedRegex(@"<\?xml[^>]*\?>\s*<(?:[\w-]+:)?(rss|feed|rdf|urlset|sitemapindex)\b", RegexOptions.IgnoreCase)]
    private static partial Regex RootAfterWarning();

    [GeneratedRegex("""^\s*\{\s*"[^"]{0,100}"\s*:""")]
    private static partial Regex JsonObject();

    [GeneratedRegex(
        @"^\s*(?:(?:<\?[^>]*>|<!--.*?-->|<!doctype[^>\[]*(?:\[[^\]]*\]\s*)?>)\s*)*<(?:[\w-]+:)?([a-z_]\w*)\b",
        RegexOptions.IgnoreCase | RegexOptions.Singleline
    )]
    private static partial Regex Root();

    [GeneratedRegex(
        @"^\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|article|body|div|h[1-6]|main|meta|p|section|title|ul)\b",
        RegexOptions.IgnoreCase | RegexOptions.Singleline
    )]
    private static partial Regex Tag();
}
