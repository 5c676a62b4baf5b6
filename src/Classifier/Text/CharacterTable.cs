using System.Globalization;

namespace Classifier.Text;

/// <summary>
/// Maps UTF-16 code units to their lower-case form (low 16 bits) and character class flags (bits 16 and above). ASCII
/// is looked up in a table.
/// </summary>
internal static class CharacterTable
{
    /// <summary>
    /// The flag for word characters: letters, digits, combining marks and surrogates (scripts and emoji outside the
    /// Basic Multilingual Plane).
    /// </summary>
    public const uint WordCharacter = 1 << 16;

    /// <summary>The flag for upper-case letters.</summary>
    public const uint Uppercase = 1 << 17;

    /// <summary>The flag for lower-case letters.</summary>
    public const uint Lowercase = 1 << 18;

    private static readonly uint[] Ascii = [.. Enumerable.Range(0, 0x80).Select(c => Compute((char)c))];

    /// <summary>Returns the lower-case form and the flags of a character.</summary>
    public static uint Lookup(char c) => c < Ascii.Length ? Ascii[c] : Compute(c);

    /// <summary>Determines whether a character is part of a word.</summary>
    public static bool IsWordCharacter(char c) => (Lookup(c) & WordCharacter) != 0;

    /// <summary>Determines whether a character lies outside the Latin blocks of Unicode.</summary>
    public static bool IsNonLatin(char c) => c > 0x24F && c is not (>= '\u1E00' and <= '\u1EFF');

    /// <summary>
    /// Returns the lower-case form of a character. Letters of Unicode 16 have none: whether the framework knows it depends
    /// on the version of ICU.
    /// </summary>
    private static char ToLower(char c) =>
        c is '\u1C89' or '\uA7CB' or '\uA7CC' or '\uA7DA' or '\uA7DC' ? c : char.ToLowerInvariant(c);

    private static uint Compute(char c) =>
        ToLower(c)
        | (
            char.IsLetterOrDigit(c)
            || char.IsSurrogate(c)
            || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
                ? WordCharacter
                : 0
        )
        | (char.IsUpper(c) ? Uppercase : 0)
        | (char.IsLower(c) ? Lowercase : 0);
}
