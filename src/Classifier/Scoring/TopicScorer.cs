using System.Numerics.Tensors;
using Classifier.Features;
using Classifier.Models;

namespace Classifier.Scoring;

/// <summary>Scores topics: linear logits, a temperature, softmax.</summary>
internal sealed class TopicScorer(LinearScorer linear, ModelCalibration calibration)
{
    public LinearScorer Linear => linear;

    public float Scale { get; } = (float)calibration.Scale;

    /// <summary>Fills the probabilities of all topics.</summary>
    public void Score(FeatureBuffer features, Span<float> probabilities, bool calibrated)
    {
        linear.Score(features, probabilities);
        if (calibrated)
            TensorPrimitives.Multiply(probabilities, Scale, probabilities);
        TensorPrimitives.SoftMax(probabilities, probabilities);
    }
}
