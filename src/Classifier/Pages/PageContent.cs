using System.Text;
using System.Text.RegularExpressions;

namespace Classifier.Pages;

/// <summary>Detects the charset and the format of a page and decodes it.</summary>
internal static partial class PageContent
{
    private const int HeadLength = 4096;

    static PageContent() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Decodes a page by its byte order mark, the charset of the transport, or the charset of its meta tag, in this order. Without any of
    /// them, decodes it as UTF-8 if it is valid UTF-8 and as windows-1252 otherwise.</summary>
    public static string Decode(ReadOnlySpan<byte> content, string? charset)
    {
        if (content.StartsWith(Encoding.UTF8.Preamble))
        {
            return Encoding.UTF8.GetString(content[3..]);
        }

        if (content.StartsWith(Encoding.Unicode.Preamble))
        {
            return Encoding.Unicode.GetString(content[2..]);
        }

        if (content.StartsWith(Encoding.BigEndianUnicode.Preamble))
        {
            return Encoding.BigEndianUnicode.GetString(content[2..]);
        }

        if (DetectUtf16(content[..Math.Min(content.Length, HeadLength)]) is { } wide)
        {
            return wide.GetString(content);
        }

        var declared = Find(charset) ?? FindMetaCharset(content[..Math.Min(content.Length, HeadLength)]);
        if (declared is not null and not UTF8Encoding)
        {
            return declared.GetString(content);
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content);
        }
        catch (DecoderFallbackException)
        {
            // A few invalid bytes must not turn every accented letter of a UTF-8 page into two characters.
            var read = Encoding.UTF8.GetString(content);
            int wrong = read.AsSpan().Count('\uFFFD'),
                right = read.Count(c => c > 127) - wrong;
            return right > wrong ? read : Encoding.GetEncoding(1252).GetString(content);
        }
    }

    /// <summary>Detects the format of a page: HTML if the first 4,096 characters contain an HTML tag, text otherwise.</summary>
    public static PageFormat GuessFormat(string source) =>
        Tag().IsMatch(source.AsSpan(0, Math.Min(source.Length, HeadLength))) ? PageFormat.Html : PageFormat.Text;

    /// <summary>Detects UTF-16 without a byte order mark, where every other byte of ASCII text is zero.</summary>
    private static Encoding? DetectUtf16(ReadOnlySpan<byte> head)
    {
        int even = 0,
            odd = 0;
        for (var i = 0; i + 1 < head.Length; i += 2)
        {
            if (head[i] == 0 && head[i + 1] != 0)
            {
                even++;
            }

            if (head[i + 1] == 0 && head[i] != 0)
            {
                odd++;
            }
        }

        var most = head.Length / 4;
        return odd > most && even == 0 ? Encoding.Unicode
            : even > most && odd == 0 ? Encoding.BigEndianUnicode
            : null;
    }

    private static Encoding? FindMetaCharset(ReadOnlySpan<byte> head)
    {
        var meta = MetaCharset().Match(Encoding.Latin1.GetString(head));
        var found = meta.Success ? Find(meta.Groups[1].Value) : null;
        // A meta tag that was found byte by byte cannot be in UTF-16 or UTF-32.
        return found is UnicodeEncoding or UTF32Encoding ? Encoding.UTF8 : found;
    }

    private static Encoding? Find(string? charset)
    {
        if (string.IsNullOrWhiteSpace(charset))
        {
            return null;
        }

        try
        {
            var found = Encoding.GetEncoding(charset.Trim().Trim('"', '\''));
            // The Encoding Standard maps Latin-1 and ASCII to windows-1252.
            return found.CodePage is 28591 or 20127 ? Encoding.GetEncoding(1252) : found;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex("""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex MetaCharset();

    [GeneratedRegex(
        @"<(?:!doctype\s+html|html|head|body|div|a|p|ul|ol|section|article|main|h[1-6]|meta|script)(?:\s[^<]*)?/?>",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Tag();
}
