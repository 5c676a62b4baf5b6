namespace Classifier.Features;

/// <summary>The features of one headline. One instance is filled again and again, so that nothing is allocated for a
/// headline.</summary>
public sealed class FeatureBuffer
{
    private const int Capacity = 1 << 14;

    /// <summary>Makes a buffer for a feature space.</summary>
    /// <param name="settings">The feature space.</param>
    public FeatureBuffer(FeatureSettings settings)
    {
        Vector = new float[settings.VectorSize];
        Cues = new float[settings.Cues ? ClickbaitCues.Count : 0];
    }

    /// <summary>The buckets of the hashed n-grams; a bucket may come more than once, then its values add up.</summary>
    public int[] Buckets { get; } = new int[Capacity];

    /// <summary>The value of each hashed n-gram.</summary>
    public float[] Values { get; } = new float[Capacity];

    /// <summary>The token that each hashed n-gram starts at.</summary>
    public short[] FirstTokens { get; } = new short[Capacity];

    /// <summary>The token that each hashed n-gram ends at (inclusive).</summary>
    public short[] LastTokens { get; } = new short[Capacity];

    /// <summary>How many hashed n-grams there are.</summary>
    public int Count { get; private set; }

    /// <summary>The pooled word vector.</summary>
    public float[] Vector { get; }

    /// <summary>The row of each token in the word vectors, -1 for none.</summary>
    public int[] VectorRows { get; } = new int[Text.TokenizedHeadline.MaxTokens];

    /// <summary>How strongly each token counts among the n-grams; their squares sum to one.</summary>
    public float[] WordWeights { get; } = new float[Text.TokenizedHeadline.MaxTokens];

    /// <summary>How strongly each token counts in the pooled vector, its scale included.</summary>
    public float[] VectorWeights { get; } = new float[Text.TokenizedHeadline.MaxTokens];

    /// <summary>The named clickbait cues.</summary>
    public float[] Cues { get; }

    internal void Clear() => Count = 0;

    internal void Add(int bucket, float value, int firstToken, int lastToken)
    {
        if (Count == Capacity)
            return;
        Buckets[Count] = bucket;
        Values[Count] = value;
        FirstTokens[Count] = (short)firstToken;
        LastTokens[Count++] = (short)lastToken;
    }
}
