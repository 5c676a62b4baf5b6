using Classifier.Text;

namespace Classifier.Features;

/// <summary>The features of one headline. One instance is filled again and again, so that nothing is allocated for a
/// headline.</summary>
public sealed class FeatureBuffer
{
    /// <summary>Stands for the first token of what is no word but a cue.</summary>
    internal const int NoToken = -1;

    /// <summary>Makes a buffer for a feature space.</summary>
    /// <param name="settings">The feature space.</param>
    public FeatureBuffer(FeatureSettings settings)
    {
        Vector = new float[settings.VectorSize];
        Cues = new float[settings.Cues ? ClickbaitCues.Count : 0];

        // Every character may start a run of each length, two borders a word among them; every word starts its runs and
        // has a vector; one run more ends the headline.
        var runs = settings.CharNgramMax - settings.CharNgramMin + 1;
        var capacity = ((TextNormalizer.Capacity + (2 * TokenizedHeadline.MaxTokens)) * runs)
            + (TokenizedHeadline.MaxTokens * (settings.WordNgrams + 1)) + 1 + Cues.Length;
        Rows = new int[capacity];
        Values = new float[capacity];
        FirstTokens = new short[capacity];
        LastTokens = new short[capacity];
    }

    /// <summary>The buckets of the hashed n-grams; to the scorer also rows of what was added up beforehand. One may come
    /// more than once, then its values add up.</summary>
    public int[] Rows { get; }

    /// <summary>The value of each row.</summary>
    public float[] Values { get; }

    /// <summary>The token that each row's n-gram starts at.</summary>
    public short[] FirstTokens { get; }

    /// <summary>The token that each row's n-gram ends at (inclusive).</summary>
    public short[] LastTokens { get; }

    /// <summary>How many rows there are.</summary>
    public int Count { get; private set; }

    /// <summary>The pooled word vector.</summary>
    public float[] Vector { get; }

    /// <summary>What is known of the headline's words.</summary>
    public HeadlineWords Words { get; } = new();

    /// <summary>How strongly each token counts among the n-grams; their squares sum to one.</summary>
    public float[] WordWeights { get; } = new float[TokenizedHeadline.MaxTokens];

    /// <summary>How strongly each token counts in the pooled vector, its scale included.</summary>
    public float[] VectorWeights { get; } = new float[TokenizedHeadline.MaxTokens];

    /// <summary>The named clickbait cues.</summary>
    public float[] Cues { get; }

    internal void Clear() => Count = 0;

    internal void Add(int row, float value, int firstToken, int lastToken)
    {
        Rows[Count] = row;
        Values[Count] = value;
        FirstTokens[Count] = (short)firstToken;
        LastTokens[Count++] = (short)lastToken;
    }
}
