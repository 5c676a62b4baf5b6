using System.Buffers;
using System.Globalization;
using System.Text;

namespace Classifier.Text;

/// <summary>Why a text cannot be classified as a headline.</summary>
public enum HeadlineError
{
    /// <summary>Nothing is wrong with it.</summary>
    None,

    /// <summary>It has no visible character: only white space, zero-width or direction marks.</summary>
    Empty,

    /// <summary>It has more characters than the limit.</summary>
    TooLong,

    /// <summary>It is not text: a lone surrogate, or an ASCII control character other than tab and line breaks. (The
    /// controls U+0080 to U+009F do occur in feeds, where an apostrophe was decoded wrongly.)</summary>
    InvalidText,
}

/// <summary>Decides whether a text can be classified as a headline.</summary>
public static class HeadlineValidator
{
    /// <summary>The default limit of a headline, in Unicode characters (scalar values).</summary>
    public const int MaxCharacters = 1_000;

    private const int Delete = 0x7F;

    private static readonly SearchValues<char> PrintableAscii = SearchValues.Create([
        .. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c),
    ]);

    /// <summary>Checks a text without allocating.</summary>
    /// <param name="text">The text as it came.</param>
    /// <param name="maxCharacters">The limit, in Unicode characters.</param>
    /// <param name="characters">How many Unicode characters were seen; all of them unless a defect was found first.</param>
    /// <returns>What is wrong with it, or <see cref="HeadlineError.None"/>.</returns>
    public static HeadlineError Validate(ReadOnlySpan<char> text, int maxCharacters, out int characters)
    {
        if (!text.IsEmpty && !text.ContainsAnyExcept(PrintableAscii))
        {
            // Most headlines: each character is one of UTF-16.
            characters = text.Length;
            return characters > maxCharacters ? HeadlineError.TooLong
                : text.ContainsAnyExcept(' ') ? HeadlineError.None
                : HeadlineError.Empty;
        }

        characters = 0;
        var visible = false;
        var defect = HeadlineError.None;
        for (var rest = text; !rest.IsEmpty; )
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var consumed) != OperationStatus.Done)
            {
                defect = HeadlineError.InvalidText;
            }

            rest = rest[consumed..];
            characters++;
            var value = rune.Value;
            if (value is > ' ' and < 0x7F)
            {
                visible = true;
                continue;
            }

            var category = Rune.GetUnicodeCategory(rune);
            if (value < ' ' && value is not ('\t' or '\n' or '\r') || value == Delete)
            {
                defect = HeadlineError.InvalidText;
            }

            visible |=
                !Rune.IsWhiteSpace(rune)
                && category
                    is not (
                        UnicodeCategory.Format
                        or UnicodeCategory.Control
                        or UnicodeCategory.NonSpacingMark
                        or UnicodeCategory.EnclosingMark
                        or UnicodeCategory.OtherNotAssigned
                    );
        }

        return characters > maxCharacters ? HeadlineError.TooLong
            : defect != HeadlineError.None ? defect
            : visible ? HeadlineError.None
            : HeadlineError.Empty;
    }
}
