using Classifier.Features;
using Classifier.Text;

namespace Classifier.Scoring;

/// <summary>Holds the buffers that one thread needs to score headlines with a linear scorer.</summary>
/// <param name="linear">The scorer.</param>
internal sealed class ScoringWorkspace(LinearScorer linear)
{
    /// <summary>Gets the scorer.</summary>
    public LinearScorer Linear => linear;

    /// <summary>Gets the number of labels of the scorer.</summary>
    public int LabelCount => linear.LabelCount;

    /// <summary>Gets the features of the current headline.</summary>
    public FeatureBuffer Features { get; } = linear.CreateBuffer();

    /// <summary>Computes the features of a headline, which becomes the current one.</summary>
    public void Featurize(TokenizedHeadline headline)
    {
        linear.FindRows(headline, Features.Rows);
        linear.ComputeValues(headline, Features);
    }

    /// <summary>Computes the logits of the current headline.</summary>
    /// <param name="logits">Receives one logit for each label of the scorer.</param>
    public void Score(Span<float> logits) => linear.Score(Features, logits);
}
