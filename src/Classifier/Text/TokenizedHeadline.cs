using System.Runtime.Intrinsics;

namespace Classifier.Text;

/// <summary>
/// Represents a headline as lower-cased tokens and punctuation counts. An instance is reused for many headlines to
/// avoid allocations.
/// </summary>
public sealed class TokenizedHeadline
{
    /// <summary>The maximum number of tokens; the rest of the headline is ignored.</summary>
    internal const int MaxTokens = 1_024;

    internal readonly char[] Normalized = new char[TextNormalizer.MaxLength];
    internal readonly int[] Origin = new int[TextNormalizer.MaxLength + 1];

    /// <summary>The lower-cased characters that tokens refer to; those between tokens are undefined. Longer than the text, because
    /// vector loads may read past its end.</summary>
    internal readonly char[] Lowered = new char[TextNormalizer.MaxLength + 1 + Vector128<ushort>.Count];

    internal readonly LetterBitmap Letters = new();

    internal readonly Token[] TokenArray = new Token[MaxTokens];

    /// <summary>Gets the tokens in order.</summary>
    public ReadOnlySpan<Token> Tokens => TokenArray.AsSpan(0, TokenCount);

    /// <summary>Gets the number of tokens.</summary>
    internal int TokenCount { get; set; }

    /// <summary>Gets the number of question marks.</summary>
    internal int QuestionMarks { get; set; }

    /// <summary>Gets the number of exclamation marks.</summary>
    internal int ExclamationMarks { get; set; }

    /// <summary>Gets the number of runs of two or more periods.</summary>
    internal int Ellipses { get; set; }

    /// <summary>Gets the number of quotation marks, excluding apostrophes inside words.</summary>
    internal int QuotationMarks { get; set; }

    /// <summary>Gets the number of colons.</summary>
    internal int Colons { get; set; }

    /// <summary>Gets the number of letters and digits.</summary>
    internal int AlphanumericCount { get; set; }

    /// <summary>Gets the number of letters outside the Latin script.</summary>
    internal int NonLatinCount { get; set; }

    /// <summary>Gets the lower-cased characters of a token.</summary>
    public ReadOnlySpan<char> this[in Token token] => Lowered.AsSpan(token.Start, token.Length);

    internal void Clear()
    {
        TokenCount = QuestionMarks = ExclamationMarks = Ellipses = QuotationMarks = Colons = 0;
        AlphanumericCount = NonLatinCount = 0;
    }
}
