using System.Numerics.Tensors;
using Classifier.Features;
using Classifier.Models;

namespace Classifier.Scoring;

/// <summary>Scores topics: linear logits, a temperature, softmax.</summary>
internal sealed class TopicScorer(LinearScorer linear, ModelCalibration calibration) : Scorer(linear)
{
    /// <summary>What logits are multiplied with: one over the temperature.</summary>
    public float Scale { get; } = (float)calibration.Scale;

    /// <inheritdoc/>
    public override void Score(FeatureBuffer features, Span<float> probabilities, bool calibrated)
    {
        Linear.Score(features, probabilities);
        if (calibrated)
            TensorPrimitives.Multiply(probabilities, Scale, probabilities);
        // SoftMax takes powers of what it gets: of a logit over 88 that is no number.
        TensorPrimitives.Subtract(probabilities, TensorPrimitives.Max<float>(probabilities), probabilities);
        TensorPrimitives.SoftMax(probabilities, probabilities);
    }
}
