using System.Globalization;

namespace Classifier.Text;

/// <summary>What the tokenizer must know of a character: its lower case in the low 16 bits, and these flags above. For ASCII
/// it stands in a table.</summary>
internal static class Character
{
    /// <summary>It makes words: a letter, a digit, a mark or, for scripts and emoji beyond the basic plane, a surrogate.</summary>
    public const uint Part = 1 << 16;

    /// <summary>It is an upper-case letter.</summary>
    public const uint Capital = 1 << 17;

    /// <summary>It is a lower-case letter.</summary>
    public const uint Small = 1 << 18;

    private static readonly uint[] Ascii = [.. Enumerable.Range(0, 0x80).Select(c => Describe((char)c))];

    /// <summary>The lower case and the flags of a character.</summary>
    public static uint Of(char c) => c < Ascii.Length ? Ascii[c] : Describe(c);

    /// <summary>Whether it makes words.</summary>
    public static bool IsPart(char c) => (Of(c) & Part) != 0;

    /// <summary>Whether it is a letter outside the Latin script.</summary>
    public static bool IsNonLatin(char c) => c > 0x24F && c is not (>= '\u1E00' and <= '\u1EFF');

    private static uint Describe(char c) =>
        char.ToLowerInvariant(c)
        | (
            char.IsLetterOrDigit(c)
            || char.IsSurrogate(c)
            || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
                ? Part
                : 0
        )
        | (char.IsUpper(c) ? Capital : 0)
        | (char.IsLower(c) ? Small : 0);
}
