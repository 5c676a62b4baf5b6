using System.Text;
using System.Text.Unicode;

namespace Classifier.Pages;

/// <summary>Decodes the bytes of pages and feeds. Declared charsets are often wrong, so they are used only if the bytes do not
/// contradict them.</summary>
public static class ContentDecoder
{
    private const int HeadLength = 4096;
    private const int Windows1252 = 1252;

    /// <summary>The minimum number of UTF-8 sequences that overrule a declared multi-byte charset. A few bytes of such a charset
    /// can be valid UTF-8 by chance.</summary>
    private const int MinSequences = 8;

    /// <summary>The ratio of valid to invalid sequences from which content with a declared legacy charset is UTF-8.</summary>
    private const int MinValidRatio = 2;

    /// <summary>The ratio of invalid to valid sequences up to which other content is UTF-8. Valid sequences are rare by chance.</summary>
    private const int MaxInvalidRatio = 2;

    private static readonly string[] UnsupportedCharsets = ["utf-7", "utf7", "utf-32", "utf32", "ucs-4", "ucs4"];

    static ContentDecoder() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Decodes content by its byte order mark, by its bytes if they are UTF-8 or UTF-16, or else by its declared charset,
    /// which defaults to windows-1252. In UTF-8 content with invalid bytes, these are decoded as windows-1252. Noncharacters are
    /// removed.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="charset">The declared charset; null if there is none. Unknown charsets are ignored.</param>
    /// <exception cref="PageException">The content is, or is declared as, UTF-7 or UTF-32.</exception>
    public static string Decode(ReadOnlySpan<byte> content, string? charset) =>
        RemoveNoncharacters(DecodeBytes(content, charset));

    private static string DecodeBytes(ReadOnlySpan<byte> content, string? charset)
    {
        RejectUtf32(content);
        if (content.StartsWith(Encoding.UTF8.Preamble))
        {
            return DecodeUtf8(content[3..]);
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

        var declared = FindEncoding(charset);
        if (IsUtf8(content, declared))
        {
            return DecodeUtf8(content);
        }

        return (declared is null or UTF8Encoding ? Encoding.GetEncoding(Windows1252) : declared).GetString(content);
    }

    private static bool IsUtf8(ReadOnlySpan<byte> content, Encoding? declared)
    {
        if (Ascii.IsValid(content))
        {
            // ISO-2022-JP and similar charsets encode all characters with ASCII bytes.
            return declared is null or UTF8Encoding || declared.IsSingleByte;
        }

        var (valid, invalid) = CountSequences(content);
        return declared is null or UTF8Encoding ? valid > 0 && invalid <= MaxInvalidRatio * valid
            : invalid > 0 ? valid > MinValidRatio * invalid
            : declared.IsSingleByte || valid >= MinSequences;
    }

    private static (int Valid, int Invalid) CountSequences(ReadOnlySpan<byte> content)
    {
        var (valid, invalid) = (0, 0);
        while (content.Length > 0)
        {
            var ascii = content.IndexOfAnyExceptInRange((byte)0, (byte)127);
            if (ascii < 0)
            {
                break;
            }

            content = content[ascii..];
            if (Rune.DecodeFromUtf8(content, out _, out var length) == System.Buffers.OperationStatus.Done)
            {
                valid++;
            }
            else
            {
                invalid++;
            }

            content = content[length..];
        }

        return (valid, invalid);
    }

    private static string DecodeUtf8(ReadOnlySpan<byte> content)
    {
        if (Utf8.IsValid(content))
        {
            return Encoding.UTF8.GetString(content);
        }

        var text = new StringBuilder(content.Length);
        var legacy = Encoding.GetEncoding(Windows1252);
        while (content.Length > 0)
        {
            var valid = CountValidBytes(content);
            text.Append(Encoding.UTF8.GetString(content[..valid]));
            content = content[valid..];
            if (content.Length > 0)
            {
                Rune.DecodeFromUtf8(content, out _, out var invalid);
                text.Append(legacy.GetString(content[..invalid]));
                content = content[invalid..];
            }
        }

        return text.ToString();
    }

    private static int CountValidBytes(ReadOnlySpan<byte> content)
    {
        var at = 0;
        while (
            at < content.Length
            && Rune.DecodeFromUtf8(content[at..], out _, out var length) == System.Buffers.OperationStatus.Done
        )
        {
            at += length;
        }

        return at;
    }

    private static void RejectUtf32(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<byte> little = [0xff, 0xfe, 0, 0];
        ReadOnlySpan<byte> big = [0, 0, 0xfe, 0xff];
        var head = content[..Math.Min(content.Length, HeadLength)];
        // ASCII text has three zero bytes in four as UTF-32, and one in two as UTF-16.
        var zeros = head.Count((byte)0) / (double)Math.Max(1, head.Length);
        if (content.StartsWith(little) || content.StartsWith(big) || zeros is > 0.6 and < 0.8)
        {
            throw Unsupported("UTF-32");
        }
    }

    /// <summary>Detects UTF-16 without a byte order mark, where every other byte of ASCII text is zero.</summary>
    private static UnicodeEncoding? DetectUtf16(ReadOnlySpan<byte> head)
    {
        var (even, odd) = (0, 0);
        for (var i = 0; i + 1 < head.Length; i += 2)
        {
            even += head[i] == 0 && head[i + 1] != 0 ? 1 : 0;
            odd += head[i + 1] == 0 && head[i] != 0 ? 1 : 0;
        }

        var threshold = head.Length / 4;
        return odd > threshold && even == 0 ? new UnicodeEncoding(bigEndian: false, byteOrderMark: false)
            : even > threshold && odd == 0 ? new UnicodeEncoding(bigEndian: true, byteOrderMark: false)
            : null;
    }

    private static Encoding? FindEncoding(string? charset)
    {
        var name = charset?.Trim().Trim('"', '\'').Trim();
        if (string.IsNullOrEmpty(name))
        {
            return null;
        }

        if (
            Array.Find(UnsupportedCharsets, part => name.Contains(part, StringComparison.OrdinalIgnoreCase)) is not null
        )
        {
            throw Unsupported(name);
        }

        try
        {
            var found = Encoding.GetEncoding(name);
            // The Encoding Standard maps Latin-1 and ASCII to windows-1252. UTF-16 would have been detected by its bytes.
            return found is UnicodeEncoding ? null
                : found.CodePage is 28591 or 20127 ? Encoding.GetEncoding(Windows1252)
                : found;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static string RemoveNoncharacters(string text)
    {
        if (
            !text.AsSpan().ContainsAnyInRange('\uFDD0', '\uFDEF')
            && !text.AsSpan().ContainsAnyInRange('\uFFFE', '\uFFFF')
        )
        {
            return text;
        }

        return string.Concat(text.Where(c => c is not ((>= '\uFDD0' and <= '\uFDEF') or '\uFFFE' or '\uFFFF')));
    }

    private static PageException Unsupported(string charset) =>
        new(
            PageError.UnsupportedCharset,
            $"the page is encoded as {charset}, which is not supported; save it as UTF-8"
        );
}
