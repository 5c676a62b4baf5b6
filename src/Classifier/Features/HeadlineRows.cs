using Classifier.Text;

namespace Classifier.Features;

/// <summary>
/// Represents a headline as indices of weight rows, in four sections: one row per token, word n-grams, character
/// n-grams and word vectors.
/// </summary>
internal sealed class HeadlineRows
{
    /// <summary>The number of elements that vector stores may write past the last row.</summary>
    private const int Slack = 16;

    private readonly int _wordNgrams;

    /// <summary>The token of each character n-gram and word vector.</summary>
    private readonly short[] _tokens;

    /// <summary>Initializes buffers that are large enough for any headline.</summary>
    /// <param name="settings">The feature space.</param>
    public HeadlineRows(FeatureSettings settings)
    {
        // Every character, including two boundary markers per word, can start one n-gram of each length. Every token
        // starts its word n-grams and has two rows of its own. One more n-gram marks the end of the headline.
        var ngrams = settings.CharNgramMax - settings.CharNgramMin + 1;
        Capacity =
            ((TextNormalizer.MaxLength + (2 * TokenizedHeadline.MaxTokens)) * ngrams)
            + (TokenizedHeadline.MaxTokens * (settings.WordNgrams + 2))
            + 1
            + Slack;
        Indices = new int[Capacity];
        Shares = new float[Capacity];
        _tokens = new short[Capacity];
        _wordNgrams = settings.WordNgrams;
    }

    /// <summary>Gets the vocabulary entries of the tokens.</summary>
    public HeadlineWords Words { get; } = new();

    /// <summary>Gets the maximum number of rows.</summary>
    public int Capacity { get; }

    /// <summary>Gets the number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>Gets the number of tokens. Their rows come first.</summary>
    public int TokenCount { get; private set; }

    /// <summary>Gets the index of the first character n-gram.</summary>
    public int CharNgramsStart { get; private set; }

    /// <summary>Gets the index of the first word vector.</summary>
    public int VectorsStart { get; private set; }

    /// <summary>
    /// Gets the index of each row in the weight table. Hashed n-gram buckets come first. An index can occur more than
    /// once; its values then add up.
    /// </summary>
    public int[] Indices { get; }

    /// <summary>Gets the value of each character n-gram relative to the weight of its word.</summary>
    public float[] Shares { get; }

    /// <summary>Gets the token of each row, valid from <see cref="CharNgramsStart"/>.</summary>
    public ReadOnlySpan<short> Tokens => _tokens;

    /// <summary>Returns the first and the last token that a row covers.</summary>
    public (int First, int Last) GetTokens(int row)
    {
        if (row < TokenCount)
        {
            return (row, row);
        }

        if (row >= CharNgramsStart)
        {
            return (_tokens[row], _tokens[row]);
        }

        // One bigram ends at each token and one at the end of the headline; trigrams follow.
        var bigram = row - TokenCount;
        if (bigram <= TokenCount)
        {
            return (Math.Max(bigram - 1, 0), Math.Min(bigram, TokenCount - 1));
        }

        var last = bigram - TokenCount;
        return (Math.Max(last - 2, 0), last);
    }

    /// <summary>
    /// Starts a headline. Reserves rows for the tokens and word n-grams, which the caller must set. Character n-grams
    /// and word vectors are added afterwards.
    /// </summary>
    public void Reset(int tokens)
    {
        TokenCount = tokens;
        var ngrams = tokens == 0 || _wordNgrams < 2 ? 0 : tokens + 1 + (_wordNgrams < 3 ? 0 : tokens - 1);
        Count = CharNgramsStart = VectorsStart = tokens + ngrams;
    }

    public void AddCharNgram(int row, float share, int token)
    {
        Indices[Count] = row;
        Shares[Count] = share;
        _tokens[Count] = (short)token;
        VectorsStart = ++Count;
    }

    public void AddVector(int row, int token)
    {
        Indices[Count] = row;
        _tokens[Count++] = (short)token;
    }
}
