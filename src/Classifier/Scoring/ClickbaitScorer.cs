using Classifier.Features;
using Classifier.Models;

namespace Classifier.Scoring;

/// <summary>Scores clickbait: a linear model of all features and trees of the cues, stacked by a logistic model that was
/// fitted on rows that neither has seen; being fitted so, it calibrates as well (Platt 1999).</summary>
internal sealed class ClickbaitScorer(LinearScorer linear, FlatTreeEnsemble trees, LinearWeights stack)
{
    public LinearScorer Linear => linear;

    public FlatTreeEnsemble Trees => trees;

    /// <summary>How much the linear score counts in the logit.</summary>
    public float LinearShare => stack.Values[0];

    /// <summary>How much the trees' score counts in the logit.</summary>
    public float TreeShare => stack.Values[1];

    /// <summary>The probability of bait.</summary>
    public float Score(FeatureBuffer features)
    {
        Span<float> score = stackalloc float[1];
        linear.Score(features, score);
        var logit = (score[0] * LinearShare) + (trees.Score(features.Cues) * TreeShare) + stack.Biases[0];
        return 1 / (1 + MathF.Exp(-logit));
    }
}
