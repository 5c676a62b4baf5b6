namespace Classifier.Text;

/// <summary>What a token is made of.</summary>
public enum TokenKind : byte
{
    /// <summary>Letters, perhaps with digits.</summary>
    Word,

    /// <summary>Digits, perhaps with separators.</summary>
    Number,

    /// <summary>A currency, percent, hash or at sign.</summary>
    Symbol,
}

/// <summary>How a word's letters are cased.</summary>
public enum TokenCase : byte
{
    /// <summary>Starts with a small letter, or with no cased letter.</summary>
    Lower,

    /// <summary>Starts with a capital and has a small letter, or is a single capital.</summary>
    Capitalized,

    /// <summary>Two or more letters, all capitals.</summary>
    Upper,
}

/// <summary>A token of a headline.</summary>
/// <param name="Start">Where its lower-cased characters start in <see cref="TokenizedHeadline.Characters"/>.</param>
/// <param name="Length">How many they are.</param>
/// <param name="OriginStart">Where it starts in the headline as it came, in UTF-16 code units.</param>
/// <param name="OriginEnd">Where it ends there, exclusive.</param>
/// <param name="Hash">The hash of its lower-cased characters, digits counting as 0.</param>
/// <param name="Kind">What it is made of.</param>
/// <param name="Case">How it is cased.</param>
public readonly record struct Token(
    int Start,
    int Length,
    int OriginStart,
    int OriginEnd,
    uint Hash,
    TokenKind Kind,
    TokenCase Case
);
