using Classifier.Features;

namespace Classifier.Scoring;

/// <summary>From a headline's features to the probabilities of a task's labels.</summary>
internal abstract class Scorer(LinearScorer linear)
{
    /// <summary>The linear part.</summary>
    public LinearScorer Linear => linear;

    /// <summary>Computes the probabilities without allocating.</summary>
    /// <param name="features">The rows of a headline, from <see cref="LinearScorer.Read"/>.</param>
    /// <param name="probabilities">Takes the probability of each label.</param>
    /// <param name="calibrated">Whether to calibrate, as in serving, or not, as ML.NET's model alone.</param>
    public abstract void Score(FeatureBuffer features, Span<float> probabilities, bool calibrated);
}
