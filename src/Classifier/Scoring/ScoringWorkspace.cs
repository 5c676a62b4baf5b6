using Classifier.Features;
using Classifier.Models;
using Classifier.Text;

namespace Classifier.Scoring;

/// <summary>The memory that one thread needs to score headlines with one model, used again for each.</summary>
internal sealed class ScoringWorkspace(ModelBundle model)
{
    private readonly float[] _probabilities = new float[model.Manifest.Labels.Count];

    /// <summary>The rows of the headline that was read last.</summary>
    public FeatureBuffer Features { get; } = new(model.Featurizer.Settings);

    /// <summary>Finds the rows of a headline.</summary>
    /// <param name="headline">The headline.</param>
    /// <param name="words">What the model's vocabulary knows of its words.</param>
    public void Read(TokenizedHeadline headline, HeadlineWords words) => model.Scorer.Linear.Read(headline, words, Features);

    /// <summary>The probabilities of all labels, valid until the next call.</summary>
    public ReadOnlySpan<float> Probabilities(bool calibrated = true)
    {
        model.Scorer.Score(Features, _probabilities, calibrated);
        return _probabilities;
    }
}
