using System.Buffers;
using System.Globalization;
using System.Text;

namespace Classifier.Text;

/// <summary>
/// Normalizes text: applies Unicode NFKC (UAX #15), folds typographic quotes and dashes to ASCII, decodes leftover HTML
/// character references, replaces white space and control characters with spaces, and removes invisible characters.
/// Preserves case and records the original position of every character.
/// </summary>
public static class TextNormalizer
{
    /// <summary>
    /// The maximum length of the normalized text; the rest is cut off. The limit is far above the length of any real
    /// headline. It bounds the cost of hostile input, where one character can expand to 18.
    /// </summary>
    public const int MaxLength = 4_096;

    private const int MaxClusterLength = 32;

    /// <summary>
    /// Indicates for each UTF-16 code unit whether NFKC leaves it unchanged when no combining mark follows.
    /// </summary>
    private static readonly bool[] NfkcStable = BuildNfkcStable();

    /// <summary>Normalizes a text without allocating memory.</summary>
    /// <param name="text">Any UTF-16 text. Unpaired surrogates become spaces.</param>
    /// <param name="normalized">Receives the normalized characters; must have a length of
    /// <see cref="MaxLength"/>.</param>
    /// <param name="origin">Receives the index in <paramref name="text"/> of each normalized character, followed by one
    /// entry for the end; must have a length of <see cref="MaxLength"/> + 1.</param>
    /// <returns>The number of characters written.</returns>
    public static int Normalize(ReadOnlySpan<char> text, Span<char> normalized, Span<int> origin)
    {
        Span<char> plain = stackalloc char[2];
        var written = 0;
        var read = 0;
        while (read < text.Length && written < MaxLength)
        {
            var run = GetPlainPrefixLength(text[read..]);
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
                // Treat a decoded character like a literal one.
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
                var length = GetClusterLength(text[read..]);
                written += AppendCluster(text.Slice(read, length), read, normalized[written..], origin[written..]);
                read += length;
            }
        }

        origin[written] = read;
        return written;
    }

    /// <summary>
    /// Returns the number of leading characters that are their own normal form. The last one is excluded if a combining
    /// mark may follow.
    /// </summary>
    private static int GetPlainPrefixLength(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExcept(Tokenizer.PlainAscii);
        return end < 0 ? text.Length
            : end > 0 && text[end] >= 0x80 ? end - 1
            : end;
    }

    /// <summary>
    /// Returns the number of leading characters that must be normalized together: a base character and its combining
    /// marks.
    /// </summary>
    private static int GetClusterLength(ReadOnlySpan<char> text)
    {
        Rune.DecodeFromUtf16(text, out _, out var length);
        while (
            length < text.Length
            && text[length] >= 0x300
            && Rune.DecodeFromUtf16(text[length..], out var next, out var consumed) == OperationStatus.Done
            && IsCombining(next)
        )
        {
            length += consumed;
        }

        return length;
    }

    private static bool IsCombining(Rune rune) =>
        rune.Value is >= 0x1160 and <= 0x11FF // Hangul vowels and finals compose with the consonant before them
        || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark;

    private static int AppendCluster(ReadOnlySpan<char> cluster, int from, Span<char> normalized, Span<int> origin)
    {
        Span<char> composed = stackalloc char[MaxClusterLength * Nfkc.MaxExpansion];
        var length = 1;
        if (Rune.DecodeFromUtf16(cluster, out var first, out _) != OperationStatus.Done || IsNoncharacter(first.Value))
        {
            composed[0] = ' ';
        }
        else if (cluster.Length == 1 && (NfkcStable[cluster[0]] || TryFold(cluster[0], out _)))
        {
            composed[0] = cluster[0];
        }
        else if (cluster is "…")
        {
            composed[..(length = 3)].Fill('.');
        }
        else
        {
            // Truncate clusters with more marks than any script uses, without splitting a surrogate pair.
            if (cluster.Length > MaxClusterLength)
            {
                cluster = cluster[
                    ..(char.IsHighSurrogate(cluster[MaxClusterLength - 1]) ? MaxClusterLength - 1 : MaxClusterLength)
                ];
            }

            length = Nfkc.Normalize(cluster, composed);
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

    /// <summary>
    /// Determines whether a code point is a Unicode noncharacter.
    /// </summary>
    private static bool IsNoncharacter(int value) => (value & 0xFFFE) == 0xFFFE || value is >= 0xFDD0 and <= 0xFDEF;

    private static bool[] BuildNfkcStable()
    {
        var stable = new bool[char.MaxValue + 1];
        for (var c = 0; c <= char.MaxValue; c++)
        {
            stable[c] = !char.IsSurrogate((char)c) && !IsNoncharacter(c) && Nfkc.IsNormalized((char)c);
        }

        return stable;
    }

    /// <summary>Folds a character. <paramref name="folded"/> is <c>\0</c> if the character is to be removed.</summary>
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

    /// <summary>
    /// Decodes an HTML character reference at the start of the text. Only references that occur in headlines are
    /// supported.
    /// </summary>
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
