using System.Numerics.Tensors;
using Classifier.Features;
using Classifier.Models;

namespace Classifier.Scoring;

/// <summary>Scores topics: each topic's own logit and probability, raised to one over the temperature, and all of them scaled to
/// sum to one.</summary>
internal sealed class TopicScorer(LinearScorer linear, ModelCalibration calibration) : Scorer(linear)
{
    /// <summary>The power that probabilities are raised to: one over the temperature.</summary>
    public float Scale { get; } = (float)calibration.Scale;

    /// <inheritdoc/>
    public override void Finish(FeatureBuffer features, Span<float> logits, bool calibrated = true) =>
        Normalize(logits, calibrated ? Scale : 1);

    /// <summary>Makes probabilities of logits.</summary>
    /// <param name="logits">One logit for each topic; takes the probabilities, which sum to one.</param>
    /// <param name="scale">The power that each topic's own probability is raised to.</param>
    public static void Normalize(Span<float> logits, float scale)
    {
        // The logarithm of a logit's probability is min(z, 0) - log(1 + e^-|z|), which no logit is too large for.
        Span<float> rest = stackalloc float[logits.Length];
        TensorPrimitives.Abs<float>(logits, rest);
        TensorPrimitives.Negate<float>(rest, rest);
        TensorPrimitives.Exp<float>(rest, rest);
        TensorPrimitives.LogP1<float>(rest, rest);
        TensorPrimitives.Min(logits, 0f, logits);
        TensorPrimitives.Subtract(logits, rest, logits);
        TensorPrimitives.Multiply(logits, scale, logits);
        // SoftMax takes powers of what it gets: where no topic is probable, all of them would be nothing.
        TensorPrimitives.Subtract(logits, TensorPrimitives.Max<float>(logits), logits);
        TensorPrimitives.SoftMax(logits, logits);
    }
}
