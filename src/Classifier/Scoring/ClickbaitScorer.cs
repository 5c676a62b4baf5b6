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
    public override void WriteTo(BinaryWriter writer)
    {
        base.WriteTo(writer);
        trees.WriteTo(writer);
        stack.WriteTo(writer);
    }

    /// <inheritdoc/>
    public override void Finish(FeatureBuffer features, Span<float> logits, bool calibrated = true)
    {
        var logit = (logits[0] * LinearShare) + (trees.Score(features.Cues) * TreeShare) + stack.Biases[0];
        logits[0] = 1 / (1 + MathF.Exp(-logit));
    }

    /// <summary>What each cue adds to the logit at 1 beside at 0, when all others are 0.</summary>
    /// <param name="count">How many cues there are.</param>
    public float[] GetCueEffects(int count)
    {
        var cues = new float[count];
        var effects = new float[count];
        var none = trees.Score(cues);
        for (var cue = 0; cue < count; cue++)
        {
            cues[cue] = 1;
            effects[cue] = (LinearShare * Linear.CueWeight(cue, 0)) + (TreeShare * (trees.Score(cues) - none));
            cues[cue] = 0;
        }

        return effects;
    }
}
