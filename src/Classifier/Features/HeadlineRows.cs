using Classifier.Text;

namespace Classifier.Features;

/// <summary>What a headline is made of, as rows of weights: its hashed n-grams, and in scoring what was added up beforehand
/// for its known words. Models with the same n-grams
/// and known words share it; they differ in how much a word counts.</summary>
public sealed class HeadlineRows
{
    /// <summary>Makes room for any headline.</summary>
    /// <param name="settings">The feature space.</param>
    public HeadlineRows(FeatureSettings settings)
    {
        // Every character may start a run of each length, two borders a word among them; every word starts its runs and
        // has two rows of its own; one run more ends the headline.
        var runs = settings.CharNgramMax - settings.CharNgramMin + 1;
        Capacity = ((TextNormalizer.Capacity + (2 * TokenizedHeadline.MaxTokens)) * runs)
            + (TokenizedHeadline.MaxTokens * (settings.WordNgrams + 2)) + 1;
        Numbers = new int[Capacity];
        Shares = new float[Capacity];
        FirstTokens = new short[Capacity];
        LastTokens = new short[Capacity];
    }

    /// <summary>What is known of the headline's words.</summary>
    public HeadlineWords Words { get; } = new();

    /// <summary>The most rows there can be.</summary>
    public int Capacity { get; }

    /// <summary>How many rows there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them, the first ones, are n-grams; the others are word vectors.</summary>
    public int NgramCount { get; private set; }

    /// <summary>The rows' numbers: buckets of the hashed n-grams first. One may come more than once, then its values add up.</summary>
    public int[] Numbers { get; }

    /// <summary>Each row's share of its word's weight.</summary>
    public float[] Shares { get; }

    /// <summary>The token that each row starts at.</summary>
    public short[] FirstTokens { get; }

    /// <summary>The token that each row ends at (inclusive).</summary>
    public short[] LastTokens { get; }

    internal void Clear() => Count = NgramCount = 0;

    internal void AddNgram(int row, float share, int firstToken, int lastToken)
    {
        Numbers[Count] = row;
        Shares[Count] = share;
        FirstTokens[Count] = (short)firstToken;
        LastTokens[Count] = (short)lastToken;
        NgramCount = ++Count;
    }

    internal void AddVector(int row, int token)
    {
        Numbers[Count] = row;
        FirstTokens[Count] = LastTokens[Count] = (short)token;
        Count++;
    }
}
