using Classifier.Features;
using Classifier.Text;

namespace Classifier.Scoring;

/// <summary>The memory that one thread needs to score headlines with one linear scorer, used again for each.</summary>
/// <param name="linear">The scorer.</param>
internal sealed class ScoringWorkspace(LinearScorer linear)
{
    /// <summary>How many labels the scorer has.</summary>
    public int Labels => linear.Labels;

    /// <summary>The features of the headline that was read last.</summary>
    public FeatureBuffer Features { get; } = linear.NewBuffer();

    /// <summary>Computes the features of a headline.</summary>
    public void Read(TokenizedHeadline headline)
    {
        linear.Read(headline, Features.Rows);
        linear.Weigh(headline, Features);
    }

    /// <summary>Computes the logits of the headline that was read.</summary>
    /// <param name="logits">Takes one for each of the scorer's labels.</param>
    public void Score(Span<float> logits) => linear.Score(Features, logits);
}
