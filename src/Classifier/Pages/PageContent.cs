using System.Text;
using System.Text.RegularExpressions;

namespace Classifier.Pages;

/// <summary>Detects the format of a page and decodes it.</summary>
internal static partial class PageContent
{
    /// <summary>The number of leading bytes or characters that are examined.</summary>
    private const int HeadLength = 4096;

    /// <summary>Decodes a page with the charset of the transport or of its meta tag, unless the bytes contradict it.</summary>
    /// <exception cref="PageException">The charset is not supported.</exception>
    public static string Decode(ReadOnlySpan<byte> content, string? charset) =>
        ContentDecoder.Decode(
            content,
            string.IsNullOrWhiteSpace(charset)
                ? FindMetaCharset(content[..Math.Min(content.Length, HeadLength)])
                : charset
        );

    /// <summary>Detects the format of a page: HTML if the first 4,096 characters contain an HTML tag, text otherwise.</summary>
    public static PageFormat GuessFormat(string source) =>
        Tag().IsMatch(source.AsSpan(0, Math.Min(source.Length, HeadLength))) ? PageFormat.Html : PageFormat.Text;

    private static string? FindMetaCharset(ReadOnlySpan<byte> head)
    {
        var meta = MetaCharset().Match(Encoding.Latin1.GetString(head));
        return meta.Success ? meta.Groups[1].Value : null;
    }

    [GeneratedRegex("""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex MetaCharset();

    [GeneratedRegex(
        @"<(?:!doctype\s+html|html|head|body|div|a|p|ul|ol|section|article|main|h[1-6]|meta|script)(?:\s[^<]*)?/?>",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Tag();
}
