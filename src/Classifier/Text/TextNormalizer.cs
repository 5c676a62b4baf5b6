using System.Buffers;
using System.Globalization;
using System.Text;

namespace Classifier.Text;

/// <summary>
/// Brings text to one form: Unicode NFKC (UAX #15), typographic quotes and dashes folded to ASCII, leftover HTML
/// character references decoded, white space and control characters folded to spaces, invisible characters dropped. Case
/// is kept. Every character keeps the place that it came from.
/// </summary>
public static class TextNormalizer
{
    /// <summary>The most characters that are kept; what lies beyond is cut off. Far above any headline, so that hostile
    /// text (one character can expand to 18) cannot make scoring slow.</summary>
    public const int MaxLength = 4_096;

    private const int MaxCluster = 32;

    /// <summary>Which characters NFKC leaves as they are when no mark follows; asking the framework allocates.</summary>
    private static readonly bool[] Stable = FindStable();

    /// <summary>Normalizes a text without allocating.</summary>
    /// <param name="text">Any UTF-16 text; lone surrogates become spaces.</param>
    /// <param name="normalized">Takes the normalized characters; <see cref="MaxLength"/> long.</param>
    /// <param name="origin">Takes for each of them the index in <paramref name="text"/> that it came from;
    /// <see cref="MaxLength"/> + 1 long, as one entry more tells where the last one ends.</param>
    /// <returns>How many characters were written.</returns>
    public static int Normalize(ReadOnlySpan<char> text, Span<char> normalized, Span<int> origin)
    {
        Span<char> plain = stackalloc char[2];
        var written = 0;
        var read = 0;
        while (read < text.Length && written < MaxLength)
        {
            var run = PlainLength(text[read..]);
            if (run > 0)
            {
                run = Math.Min(run, MaxLength - written);
                text.Slice(read, run).CopyTo(normalized[written..]);
                for (var i = 0; i < run; i++)
                {
                    origin[written++] = read++;
                }

                continue;
            }

            var c = text[read];
            var nextIsAscii = read + 1 >= text.Length || text[read + 1] < 0x80;
            if (c == '&' && TryDecodeReference(text[read..], out var decoded, out var consumed))
            {
                // A decoded character is handled as if it had been written plainly.
                var length = decoded.EncodeToUtf16(plain);
                written += AppendCluster(plain[..length], read, normalized[written..], origin[written..]);
                read += consumed;
            }
            else if (c < 0x80 && nextIsAscii)
            {
                normalized[written] =
                    c <= ' ' || c == 0x7F ? ' '
                    : c == '`' ? '\''
                    : c;
                origin[written++] = read++;
            }
            else
            {
                var length = ClusterLength(text[read..]);
                written += AppendCluster(text.Slice(read, length), read, normalized[written..], origin[written..]);
                read += length;
            }
        }

        origin[written] = read;
        return written;
    }

    /// <summary>How many characters from the start are their own normal form, as they are plain and no mark can follow.</summary>
    private static int PlainLength(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExcept(Tokenizer.Plain);
        return end < 0 ? text.Length
            : end > 0 && text[end] >= 0x80 ? end - 1
            : end;
    }

    /// <summary>How many characters from the start must be normalized together: a base with the marks that follow it.</summary>
    private static int ClusterLength(ReadOnlySpan<char> text)
    {
        Rune.DecodeFromUtf16(text, out _, out var length);
        while (
            length < text.Length
            && text[length] >= 0x300
            && Rune.DecodeFromUtf16(text[length..], out var next, out var consumed) == OperationStatus.Done
            && JoinsPrevious(next)
        )
        {
            length += consumed;
        }

        return length;
    }

    private static bool JoinsPrevious(Rune rune) =>
        rune.Value is >= 0x1160 and <= 0x11FF // Hangul vowels and finals compose with the consonant before them
        || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark;

    private static int AppendCluster(ReadOnlySpan<char> cluster, int from, Span<char> normalized, Span<int> origin)
    {
        Span<char> composed = stackalloc char[MaxCluster * 18];
        var length = 1;
        if (Rune.DecodeFromUtf16(cluster, out var first, out _) != OperationStatus.Done || IsNoncharacter(first.Value))
        {
            composed[0] = ' ';
        }
        else if (cluster.Length == 1 && (Stable[cluster[0]] || TryFold(cluster[0], out _)))
        {
            composed[0] = cluster[0];
        }
        else if (cluster is "…")
        {
            composed[..(length = 3)].Fill('.');
        }
        else
        {
            // Piles of marks beyond what any script uses are cut, not at the middle of a surrogate pair.
            if (cluster.Length > MaxCluster)
            {
                cluster = cluster[..(char.IsHighSurrogate(cluster[MaxCluster - 1]) ? MaxCluster - 1 : MaxCluster)];
            }

            cluster.TryNormalize(composed, out length, NormalizationForm.FormKC);
        }

        var written = 0;
        foreach (var character in composed[..length])
        {
            if (written == normalized.Length)
            {
                break;
            }

            var c = TryFold(character, out var fold) ? fold : character;
            if (c == '\0')
            {
                continue;
            }

            normalized[written] = c;
            origin[written++] = from;
        }

        return written;
    }

    /// <summary>Code points that are never text, which the framework refuses to normalize.</summary>
    private static bool IsNoncharacter(int value) => (value & 0xFFFE) == 0xFFFE || value is >= 0xFDD0 and <= 0xFDEF;

    private static bool[] FindStable()
    {
        var stable = new bool[char.MaxValue + 1];
        for (var c = 0; c <= char.MaxValue; c++)
        {
            stable[c] =
                !char.IsSurrogate((char)c)
                && !IsNoncharacter(c)
                && new ReadOnlySpan<char>([(char)c]).IsNormalized(NormalizationForm.FormKC);
        }

        return stable;
    }

    /// <summary>Folds one character; <c>\0</c> means that it is dropped.</summary>
    private static bool TryFold(char c, out char folded)
    {
        switch (c)
        {
            case '‘' or '’' or '‚' or '‛' or '′' or '‵' or 'ʼ' or 'ʻ' or '`' or '´' or '‹' or '›' or '＇':
                folded = '\'';
                return true;
            case '“' or '”' or '„' or '‟' or '″' or '‶' or '«' or '»' or '＂' or '「' or '」' or '『' or '』':
                folded = '"';
                return true;
            case '‐' or '‑' or '‒' or '–' or '—' or '―' or '−' or '﹘' or '﹣' or '－':
                folded = '-';
                return true;
        }

        if (c <= ' ' || c == 0x7F || char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Control)
        {
            folded = ' ';
            return true;
        }

        if (char.GetUnicodeCategory(c) == UnicodeCategory.Format || c is >= '\uFE00' and <= '\uFE0F')
        {
            folded = '\0';
            return true;
        }

        folded = c;
        return false;
    }

    /// <summary>Decodes an HTML character reference that was left in a headline; only those that headlines have.</summary>
    private static bool TryDecodeReference(ReadOnlySpan<char> text, out Rune decoded, out int consumed)
    {
        decoded = default;
        consumed = 0;
        var end = text[..Math.Min(text.Length, 12)].IndexOf(';');
        if (end < 2)
        {
            return false;
        }

        var name = text[1..end];
        consumed = end + 1;
        if (name[0] == '#')
        {
            var hexadecimal = name.Length > 1 && name[1] is 'x' or 'X';
            return int.TryParse(
                    name[(hexadecimal ? 2 : 1)..],
                    hexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var value
                ) && Rune.TryCreate(value, out decoded);
        }

        var character = name switch
        {
            "amp" => '&',
            "quot" or "ldquo" or "rdquo" or "bdquo" or "laquo" or "raquo" => '"',
            "apos" or "lsquo" or "rsquo" or "sbquo" => '\'',
            "nbsp" or "ensp" or "emsp" or "thinsp" => ' ',
            "lt" => '<',
            "gt" => '>',
            "ndash" or "mdash" or "minus" => '-',
            "hellip" => '…',
            "pound" => '£',
            "euro" => '€',
            "eacute" => 'é',
            _ => '\0',
        };
        return character != '\0' && Rune.TryCreate(character, out decoded);
    }
}
