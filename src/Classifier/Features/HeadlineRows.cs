using Classifier.Text;

namespace Classifier.Features;

/// <summary>What a headline is made of, as rows of weights. They stand in four parts: a row for each token, the runs of tokens, the
/// runs of characters, and the word vectors.</summary>
public sealed class HeadlineRows
{
    /// <summary>How many numbers more than there are rows may be written past the last one, by whole vectors.</summary>
    private const int Slack = 16;

    private readonly int _wordNgrams;

    /// <summary>The token of each run of characters and each word vector.</summary>
    private readonly short[] _tokens;

    /// <summary>Makes room for any headline.</summary>
    /// <param name="settings">The feature space.</param>
    public HeadlineRows(FeatureSettings settings)
    {
        // Every character may start a run of each length, two borders a word among them; every word starts its runs and
        // has two rows of its own; one run more ends the headline.
        var runs = settings.CharNgramMax - settings.CharNgramMin + 1;
        Capacity =
            ((TextNormalizer.MaxLength + (2 * TokenizedHeadline.MaxTokens)) * runs)
            + (TokenizedHeadline.MaxTokens * (settings.WordNgrams + 2))
            + 1
            + Slack;
        Indices = new int[Capacity];
        Shares = new float[Capacity];
        _tokens = new short[Capacity];
        _wordNgrams = settings.WordNgrams;
    }

    /// <summary>What is known of the headline's words.</summary>
    public HeadlineWords Words { get; } = new();

    /// <summary>The most rows there can be.</summary>
    public int Capacity { get; }

    /// <summary>How many rows there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them are those of the tokens, one for each: the first ones.</summary>
    public int TokenCount { get; private set; }

    /// <summary>Where the runs of characters start, after those of tokens.</summary>
    public int CharactersStart { get; private set; }

    /// <summary>Where the word vectors start.</summary>
    public int VectorsStart { get; private set; }

    /// <summary>The rows' numbers: buckets of the hashed n-grams first. One may come more than once, then its values add up.</summary>
    public int[] Indices { get; }

    /// <summary>The share of its word's weight that each run of characters has.</summary>
    public float[] Shares { get; }

    /// <summary>The token of each row from <see cref="CharactersStart"/> on.</summary>
    internal ReadOnlySpan<short> Tokens => _tokens;

    /// <summary>The first and the last token of a row.</summary>
    public (int First, int Last) TokensOf(int row)
    {
        if (row < TokenCount)
        {
            return (row, row);
        }

        if (row >= CharactersStart)
        {
            return (_tokens[row], _tokens[row]);
        }

        // A pair for each token and the one before it, one more that ends the headline; then runs of three.
        var pair = row - TokenCount;
        if (pair <= TokenCount)
        {
            return (Math.Max(pair - 1, 0), Math.Min(pair, TokenCount - 1));
        }

        var last = pair - TokenCount;
        return (Math.Max(last - 2, 0), last);
    }

    /// <summary>Begins a headline: its tokens have rows from 0 on, runs of tokens follow, and both are to be set; the others are
    /// to be added.</summary>
    internal void Begin(int tokens)
    {
        TokenCount = tokens;
        var runs = tokens == 0 || _wordNgrams < 2 ? 0 : tokens + 1 + (_wordNgrams < 3 ? 0 : tokens - 1);
        Count = CharactersStart = VectorsStart = tokens + runs;
    }

    internal void AddCharacters(int row, float share, int token)
    {
        Indices[Count] = row;
        Shares[Count] = share;
        _tokens[Count] = (short)token;
        VectorsStart = ++Count;
    }

    internal void AddVector(int row, int token)
    {
        Indices[Count] = row;
        _tokens[Count++] = (short)token;
    }
}
