using Classifier.Text;

namespace Classifier.Features;

/// <summary>The features of one headline for one model. One instance is filled again and again, so that nothing is allocated
/// for a headline.</summary>
public sealed class FeatureBuffer
{
    /// <summary>Makes a buffer for a feature space.</summary>
    /// <param name="settings">The feature space.</param>
    public FeatureBuffer(FeatureSettings settings)
    {
        Rows = new HeadlineRows(settings);
        Values = new float[Rows.Capacity];
        Vector = new float[settings.VectorSize];
        Cues = new float[settings.Cues ? ClickbaitCues.Count : 0];
    }

    /// <summary>What the headline is made of.</summary>
    public HeadlineRows Rows { get; }

    /// <summary>The value of each row.</summary>
    public float[] Values { get; }

    /// <summary>The pooled word vector.</summary>
    public float[] Vector { get; }

    /// <summary>How strongly each token counts among the n-grams; their squares sum to one.</summary>
    public float[] WordWeights { get; } = new float[TokenizedHeadline.MaxTokens];

    /// <summary>How strongly each token counts in the pooled vector, its scale included.</summary>
    public float[] VectorWeights { get; } = new float[TokenizedHeadline.MaxTokens];

    /// <summary>The named clickbait cues.</summary>
    public float[] Cues { get; }
}
