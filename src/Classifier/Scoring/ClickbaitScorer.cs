using Classifier.Features;
using Classifier.Models;

namespace Classifier.Scoring;

/// <summary>
/// Scores clickbait with a linear model over all features and a tree ensemble over the cues. Both are stacked by a
/// logistic model that was fitted on rows held out from the other two; it therefore also calibrates the score (Platt
/// 1999).
/// </summary>
internal sealed class ClickbaitScorer(LinearScorer linear, TreeEnsemble trees, LinearWeights stack) : Scorer(linear)
{
    /// <summary>Gets the tree ensemble.</summary>
    public TreeEnsemble Trees => trees;

    /// <summary>Gets the stacking weight of the linear score.</summary>
    public float LinearShare => stack.Values[0];

    /// <summary>Gets the stacking weight of the tree ensemble's score.</summary>
    public float TreeShare => stack.Values[1];

    /// <summary>Gets the bias of the calibrated logit.</summary>
    public float Bias => stack.Biases[0];

    /// <inheritdoc/>
    public override void WriteTo(BinaryWriter writer)
    {
        base.WriteTo(writer);
        trees.WriteTo(writer);
        stack.WriteTo(writer);
    }

    /// <inheritdoc/>
    public override void ToProbabilities(FeatureBuffer features, Span<float> logits, bool calibrated = true)
    {
        logits[0] = 1 / (1 + MathF.Exp(-GetLogit(features, logits[0])));
    }

    /// <summary>Computes the calibrated logit.</summary>
    /// <param name="features">The features of the headline.</param>
    /// <param name="linearLogit">The logit of the linear model.</param>
    public float GetLogit(FeatureBuffer features, float linearLogit) =>
        (linearLogit * LinearShare) + (trees.Score(features.Cues) * TreeShare) + Bias;

    /// <summary>Computes the change of the logit when a single cue goes from 0 to 1 while all others are 0.</summary>
    /// <param name="count">The number of cues.</param>
    /// <returns>The change for each cue.</returns>
    public float[] GetCueEffects(int count)
    {
        var cues = new float[count];
        var effects = new float[count];
        var none = trees.Score(cues);
        for (var cue = 0; cue < count; cue++)
        {
            cues[cue] = 1;
            effects[cue] = (LinearShare * Linear.GetCueWeight(cue, 0)) + (TreeShare * (trees.Score(cues) - none));
            cues[cue] = 0;
        }

        return effects;
    }
}
