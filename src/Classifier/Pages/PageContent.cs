using System.Text;
using System.Text.RegularExpressions;

namespace Classifier.Pages;

/// <summary>From bytes to characters: which charset a page is in, and whether it is HTML.</summary>
internal static partial class PageContent
{
    private const int HeadLength = 4096;

    static PageContent() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Decodes a page by its byte order mark, the declared charset or its own, in this order, else as UTF-8 or windows-1252.</summary>
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

        if (FindInZeros(content[..Math.Min(content.Length, HeadLength)]) is { } wide)
        {
            return wide.GetString(content);
        }

        var declared = Find(charset) ?? FindInMeta(content[..Math.Min(content.Length, HeadLength)]);
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
            // A stray byte in a page in UTF-8 must not turn every accent of it into two characters, whatever the page says of itself.
            var read = Encoding.UTF8.GetString(content);
            int wrong = read.AsSpan().Count('\uFFFD'),
                right = read.Count(c => c > 127) - wrong;
            return right > wrong ? read : Encoding.GetEncoding(1252).GetString(content);
        }
    }

    /// <summary>Whether a source has a tag of HTML near its start.</summary>
    public static PageFormat GuessFormat(string source) =>
        Tag().IsMatch(source.AsSpan(0, Math.Min(source.Length, HeadLength))) ? PageFormat.Html : PageFormat.Text;

    /// <summary>UTF-16 without a mark: every other byte of its tags is zero.</summary>
    private static Encoding? FindInZeros(ReadOnlySpan<byte> head)
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

    private static Encoding? FindInMeta(ReadOnlySpan<byte> head)
    {
        var meta = MetaCharset().Match(Encoding.Latin1.GetString(head));
        var found = meta.Success ? Find(meta.Groups[1].Value) : null;
        // A tag that can be read byte by byte is not in UTF-16, whatever it says.
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
            // As browsers do: pages that say Latin-1 or ASCII are written in windows-1252.
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
