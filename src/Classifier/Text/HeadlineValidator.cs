using System.Buffers;
using System.Globalization;
using System.Text;

namespace Classifier.Text;

/// <summary>Specifies why a text is not a valid headline.</summary>
public enum HeadlineError
{
    /// <summary>The text is valid.</summary>
    None,

    /// <summary>
    /// The text has no visible character: it consists of white space, zero-width characters or direction marks.
    /// </summary>
    Empty,

    /// <summary>The text is longer than the limit.</summary>
    TooLong,

    /// <summary>
    /// The text contains an unpaired surrogate or an ASCII control character other than tab and line breaks. The C1
    /// controls U+0080 to U+009F are allowed because feeds contain them where an apostrophe was decoded incorrectly.
    /// </summary>
    InvalidText,
}

/// <summary>Validates text before classification.</summary>
public static class HeadlineValidator
{
    /// <summary>The default maximum length of a headline, in Unicode scalar values.</summary>
    public const int MaxCharacters = 1_000;

    private const int Delete = 0x7F;

    private static readonly SearchValues<char> PrintableAscii = SearchValues.Create([
        .. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c),
    ]);

    /// <summary>Validates a headline without allocating memory.</summary>
    /// <param name="text">The text to validate.</param>
    /// <param name="maxCharacters">The maximum length, in Unicode scalar values.</param>
    /// <param name="characters">When this method returns, the number of Unicode scalar values in the text.</param>
    /// <returns>The first error found, or <see cref="HeadlineError.None"/> if the text is valid.</returns>
    public static HeadlineError Validate(ReadOnlySpan<char> text, int maxCharacters, out int characters)
    {
        if (!text.IsEmpty && !text.ContainsAnyExcept(PrintableAscii))
        {
            // Fast path for printable ASCII, where every UTF-16 code unit is one scalar value.
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
