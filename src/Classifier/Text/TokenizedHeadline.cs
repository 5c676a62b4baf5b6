using System.Runtime.Intrinsics;

namespace Classifier.Text;

/// <summary>A headline as lower-cased tokens and counts of punctuation. One instance is filled again and again, so that
/// nothing is allocated for a headline.</summary>
public sealed class TokenizedHeadline
{
    /// <summary>The most tokens that are kept.</summary>
    public const int MaxTokens = 1_024;

    internal readonly char[] Normalized = new char[TextNormalizer.MaxLength];
    internal readonly int[] Origin = new int[TextNormalizer.MaxLength + 1];

    /// <summary>Longer than the text by what a vector may read past it.</summary>
    internal readonly char[] Lowered = new char[TextNormalizer.MaxLength + 1 + Vector128<ushort>.Count];

    internal readonly LetterMarks Letters = new();

    internal readonly Token[] TokenArray = new Token[MaxTokens];

    /// <summary>The tokens, in order.</summary>
    public ReadOnlySpan<Token> Tokens => TokenArray.AsSpan(0, TokenCount);

    /// <summary>Holds the lower-cased characters of all tokens; a token is a slice of it, and what stands between tokens is nobody's.</summary>
    public ReadOnlySpan<char> Characters => Lowered;

    /// <summary>How many tokens there are.</summary>
    public int TokenCount { get; internal set; }

    /// <summary>How many question marks the headline has.</summary>
    public int Questions { get; internal set; }

    /// <summary>How many exclamation marks.</summary>
    public int Exclamations { get; internal set; }

    /// <summary>How many runs of two or more full stops.</summary>
    public int Ellipses { get; internal set; }

    /// <summary>How many quotation marks, apostrophes inside words not among them.</summary>
    public int Quotes { get; internal set; }

    /// <summary>How many colons.</summary>
    public int Colons { get; internal set; }

    /// <summary>How many letters and digits.</summary>
    public int Alphanumerics { get; internal set; }

    /// <summary>How many of them are letters outside the Latin script.</summary>
    public int NonLatin { get; internal set; }

    /// <summary>The lower-cased characters of a token.</summary>
    public ReadOnlySpan<char> this[in Token token] => Lowered.AsSpan(token.Start, token.Length);

    internal void Clear()
    {
        TokenCount = Questions = Exclamations = Ellipses = Quotes = Colons = 0;
        Alphanumerics = NonLatin = 0;
    }
}
