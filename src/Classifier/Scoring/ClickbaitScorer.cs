using Classifier.Features;
using Classifier.Models;

namespace Classifier.Scoring;

/// <summary>Scores clickbait: a linear model of all features and trees of the cues, stacked by a logistic model that was
/// fitted on rows that neither has seen; being fitted so, it calibrates as well (Platt 1999).</summary>
internal sealed class ClickbaitScorer(LinearScorer linear, TreeEnsemble trees, LinearWeights stack) : Scorer(linear)
{
    /// <summary>The trees.</summary>
    public TreeEnsemble Trees => trees;

    /// <summary>How much the linear score counts in the logit.</summary>
    public float LinearShare => stack.Values[0];

    /// <summary>How much the trees' score counts in the logit.</summary>
    public float TreeShare => stack.Values[1];

    /// <inheritdoc/>
    public override void Score(FeatureBuffer features, Span<float> probabilities, bool calibrated)
    {
        Linear.Score(features, probabilities);
        var logit = (probabilities[0] * LinearShare) + (trees.Score(features.Cues) * TreeShare) + stack.Biases[0];
        probabilities[0] = 1 / (1 + MathF.Exp(-logit));
    }
}
