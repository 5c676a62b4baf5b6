using Classifier.Text;

namespace Classifier.Features;

/// <summary>
/// Holds the features of one headline for one model. An instance is reused for many headlines to avoid allocations.
/// </summary>
public sealed class FeatureBuffer
{
    /// <summary>Initializes a buffer for a feature space.</summary>
    /// <param name="settings">The feature space.</param>
    public FeatureBuffer(FeatureSettings settings)
    {
        Rows = new HeadlineRows(settings);
        Values = new float[Rows.Capacity];
        Vector = new float[settings.VectorSize];
        Cues = new float[settings.Cues ? ClickbaitCues.Count : 0];
    }

    /// <summary>Gets the weight rows that the headline refers to.</summary>
    internal HeadlineRows Rows { get; }

    /// <summary>Gets the value of each row.</summary>
    internal float[] Values { get; }

    /// <summary>Gets the pooled word vector.</summary>
    internal float[] Vector { get; }

    /// <summary>Gets the weight of each token among the n-grams. The squares sum to one.</summary>
    internal float[] WordWeights { get; } = new float[TokenizedHeadline.MaxTokens];

    /// <summary>Gets the weight of each token in the pooled vector, including the vector's scale.</summary>
    internal float[] VectorWeights { get; } = new float[TokenizedHeadline.MaxTokens];

    /// <summary>Gets the values of the clickbait cues.</summary>
    public float[] Cues { get; }
}
