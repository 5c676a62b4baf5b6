using System.Text;
using System.Text.RegularExpressions;

namespace Classifier.Cli.Sources;

/// <summary>What a file is.</summary>
internal enum ContentKind
{
    /// <summary>A web page.</summary>
    Html,

    /// <summary>The text of a page, or anything else that is no other kind.</summary>
    Text,

    /// <summary>An RSS or Atom feed.</summary>
    Feed,

    /// <summary>A sitemap.</summary>
    Sitemap,

    /// <summary>A list of sitemaps.</summary>
    SitemapIndex,

    /// <summary>JSON Lines: an object with <c>html</c>, and perhaps <c>url</c>, a line.</summary>
    Jsonl,

    /// <summary>A tar archive.</summary>
    Tar,

    /// <summary>A zip archive.</summary>
    Zip,

    /// <summary>A web archive after ISO 28500.</summary>
    Warc,

    /// <summary>Anything compressed with gzip.</summary>
    Gzip,

    /// <summary>Something else that has no headlines to read, such as a picture or another kind of archive.</summary>
    Foreign,
}

/// <summary>Tells what a file is by its first bytes.</summary>
internal static partial class ContentKinds
{
    /// <summary>How many bytes from the start are looked at.</summary>
    public const int HeadLength = 4096;

    private const int TarMagicAt = 257;

    /// <summary>The kind of a file that begins with the given bytes.</summary>
    public static ContentKind Of(ReadOnlySpan<byte> head)
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

        if (head.Length >= TarMagicAt + 5 && head[TarMagicAt..].StartsWith("ustar"u8))
        {
            return ContentKind.Tar;
        }

        if (IsForeign(head))
        {
            return ContentKind.Foreign;
        }

        // Byte order marks and the zeros of UTF-16 aside, all marks that are looked for are ASCII.
        var text = Encoding
            .Latin1.GetString(head)
            .Replace("\0", "", StringComparison.Ordinal)
            .TrimStart('\u00ef', '\u00bb', '\u00bf', '\u00fe', '\u00ff');
        if (JsonObject().IsMatch(text))
        {
            return ContentKind.Jsonl;
        }

        var root = Root().Match(text);
        return !root.Success
            ? (Tag().IsMatch(text) ? ContentKind.Html : ContentKind.Text)
            : root.Groups[1].Value.ToUpperInvariant() switch
            {
                "RSS" or "FEED" or "RDF" => ContentKind.Feed,
                "URLSET" => ContentKind.Sitemap,
                "SITEMAPINDEX" => ContentKind.SitemapIndex,
                "SVG" => ContentKind.Foreign,
                _ => ContentKind.Html,
            };
    }

    private static bool IsForeign(ReadOnlySpan<byte> head) =>
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

    [GeneratedRegex("""^\s*\{\s*"[^"]{0,100}"\s*:""")]
    private static partial Regex JsonObject();

    [GeneratedRegex(
        @"^\s*(?:(?:<\?[^>]*>|<!--.*?-->|<!doctype[^>]*>)\s*)*<(?:[\w-]+:)?(rss|feed|rdf|urlset|sitemapindex|svg|html|head|body)\b",
        RegexOptions.IgnoreCase | RegexOptions.Singleline
    )]
    private static partial Regex Root();

    [GeneratedRegex(
        @"^\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|article|body|div|h[1-6]|main|meta|p|section|title|ul)\b",
        RegexOptions.IgnoreCase | RegexOptions.Singleline
    )]
    private static partial Regex Tag();
}
