namespace Classifier.Text;

/// <summary>Specifies the kind of a token.</summary>
public enum TokenKind : byte
{
    /// <summary>A token of letters, possibly with digits.</summary>
    Word,

    /// <summary>A token of digits, possibly with separators.</summary>
    Number,

    /// <summary>A currency, percent, hash, or at sign.</summary>
    Symbol,
}

/// <summary>Specifies the casing of a word.</summary>
public enum TokenCase : byte
{
    /// <summary>The word starts with a lower-case letter or a character without case.</summary>
    Lower,

    /// <summary>
    /// The word starts with an upper-case letter and contains a lower-case letter, or is a single upper-case letter.
    /// </summary>
    Capitalized,

    /// <summary>The word has two or more letters, all in upper case.</summary>
    Upper,
}

/// <summary>Represents a token of a headline.</summary>
/// <param name="Start">The start of the lower-cased token in <see cref="TokenizedHeadline.Lowered"/>.</param>
/// <param name="Length">The number of lower-cased characters.</param>
/// <param name="OriginStart">The start of the token in the original headline, in UTF-16 code units.</param>
/// <param name="OriginEnd">The end of the token in the original headline, exclusive.</param>
/// <param name="Hash">The hash of the lower-cased characters, with all digits hashed as 0.</param>
/// <param name="Kind">The kind of the token.</param>
/// <param name="Case">The casing of the token.</param>
public readonly record struct Token(
    int Start,
    int Length,
    int OriginStart,
    int OriginEnd,
    uint Hash,
    TokenKind Kind,
    TokenCase Case
);
