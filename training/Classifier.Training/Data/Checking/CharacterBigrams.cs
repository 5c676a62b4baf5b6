using System.Globalization;

namespace Classifier.Training.Data.Checking;

/// <summary>Measures how implausible the adjacent characters of a text are, to decide whether it was decoded with the wrong
/// encoding. The rules cover the characters that UTF-8 read as Windows-1252 turns into.</summary>
internal static class CharacterBigrams
{
    private const string Currency = "¢£¤¥€";
    private const string Dashes = "‐‑–—";
    private const string Joiners = "'’-·\u00AD" + Dashes;

    // These follow a letter at the end of a word: quotes, brand and ordinal signs, footnote marks, punctuation.
    private const string Trailing = "®©™°ªº¹²³•†‡«»“”‘’‹›…\u00A0" + Joiners;

    /// <summary>Returns the number of implausible bigrams of a text; rare scripts and control characters count double.</summary>
    public static int CountImplausible(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var before = i > 0 ? text[i - 1] : ' ';
            var after = i + 1 < text.Length ? text[i + 1] : ' ';
            count += IsRare(text[i]) ? 2 : 0;
            count += IsImplausible(i > 1 ? text[i - 2] : ' ', before, text[i], after) ? 1 : 0;
        }

        return count;
    }

    private static bool IsImplausible(char beforeLeft, char left, char right, char after)
    {
        if (char.IsSurrogate(left) || char.IsSurrogate(right))
        {
            return false;
        }

        // “Ã” and “Â” begin the UTF-8 bytes of all Western European letters and symbols, and are rare outside of capitals.
        if (left is 'Ã' or 'Â' && !char.IsAscii(right) && !IsUpper(beforeLeft))
        {
            return true;
        }

        if (IsLetter(left) && IsLetter(right))
        {
            return !HaveSameScript(left, right)
                || (char.IsLower(left) && IsUpperBeyondAscii(right))
                || (IsUpperBeyondAscii(left) && char.IsLower(right) && IsUpper(beforeLeft))
                || (char.IsUpper(left) && char.IsUpper(beforeLeft) && IsLowerBeyondAscii(right))
                || (IsLowerBeyondAscii(left) && char.IsUpper(right));
        }

        if (left == 'Ã' && Dashes.Contains(right) && IsLetter(after))
        {
            return true;
        }

        if (char.IsDigit(left) && IsUpperBeyondAscii(right))
        {
            return true;
        }

        if (IsLetter(left) && !char.IsAscii(right))
        {
            return !Trailing.Contains(right) || (!Joiners.Contains(right) && char.IsLetterOrDigit(after));
        }

        return Currency.Contains(left) && !char.IsAscii(left)
            ? IsLetter(right) && !char.IsAscii(right) || IsSymbol(right)
            : IsSymbol(left)
                && !char.IsAscii(right)
                && !char.IsWhiteSpace(right)
                && (IsLetter(right) || IsSymbol(right));
    }

    /// <summary>Determines whether a character hardly occurs in headlines: controls, unassigned and private characters,
    /// phonetic letters, spacing modifiers, and scripts without newspapers of their own.</summary>
    private static bool IsRare(char value) =>
        char.GetUnicodeCategory(value)
            is UnicodeCategory.Control
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.PrivateUse
        || value
            is (>= '\u0180' and <= '\u0217' and not 'ə' and not 'Ə' and not 'ơ' and not 'Ơ' and not 'ư' and not 'Ư')
                or (>= '\u021C' and <= '\u0258')
                or (>= '\u025A' and <= '\u02FF')
                or (>= '\u0460' and <= '\u048F')
                or (>= '\u0700' and <= '\u08FF')
                or '\uFFFD';

    private static bool IsLetter(char value) =>
        (char.IsLetter(value) && value is not ('ª' or 'º' or 'µ'))
        || char.GetUnicodeCategory(value)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark;

    private static bool IsUpper(char value) => char.IsUpper(value);

    private static bool IsUpperBeyondAscii(char value) => !char.IsAscii(value) && char.IsUpper(value);

    private static bool IsLowerBeyondAscii(char value) => !char.IsAscii(value) && char.IsLower(value);

    private static bool IsSymbol(char value) =>
        !char.IsAscii(value)
        && !char.IsWhiteSpace(value)
        && !char.IsSurrogate(value)
        && (
            Currency.Contains(value)
            || char.GetUnicodeCategory(value)
                is UnicodeCategory.OtherSymbol
                    or UnicodeCategory.MathSymbol
                    or UnicodeCategory.ModifierSymbol
                    or UnicodeCategory.OtherNumber
                    or UnicodeCategory.Control
        );

    private static bool HaveSameScript(char left, char right) => GetScript(left) == GetScript(right);

    private static int GetScript(char value) =>
        value switch
        {
            < '\u0370' or (>= '\u1E00' and < '\u1F00') => 0,
            < '\u0400' or (>= '\u1F00' and < '\u2000') => 1,
            < '\u0530' => 2,
            < '\u0590' => 3,
            < '\u0600' => 4,
            < '\u0700' or (>= '\uFB50' and < '\uFF00') => 5,
            < '\u2E80' => 6 + (value >> 7),
            _ => 1000,
        };
}
