using System.Diagnostics.CodeAnalysis;
using Classifier.Features;
using Classifier.Models;

namespace Classifier.Scoring;

/// <summary>Converts the features of a headline to the probabilities of a task's labels.</summary>
internal abstract class Scorer(LinearScorer linear)
{
    /// <summary>Gets the linear part of the model.</summary>
    public LinearScorer Linear => linear;

    /// <summary>Builds the scorer of a model.</summary>
    /// <param name="zip">The ML.NET model.</param>
    /// <param name="featurizer">The featurizer that the model was trained with.</param>
    /// <param name="manifest">The manifest of the model.</param>
    [RequiresDynamicCode(ModelZip.DynamicCode)]
    public static Scorer Build(ModelZip zip, Featurizer featurizer, ModelManifest manifest)
    {
        if (manifest.Task == ModelBundle.TopicTask)
        {
            return new TopicScorer(
                LinearScorer.Build(zip.GetTopicWeights(manifest.Labels.Count), featurizer),
                manifest.Calibration
            );
        }

        var (linear, trees, stack) = zip.GetClickbaitParts();
        return new ClickbaitScorer(LinearScorer.Build(linear, featurizer), trees, stack);
    }

    /// <summary>Reads a scorer written by <see cref="WriteTo"/>.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="featurizer">The featurizer of the model.</param>
    /// <param name="manifest">The manifest of the model.</param>
    public static Scorer ReadFrom(BinaryReader reader, Featurizer featurizer, ModelManifest manifest)
    {
        var linear = LinearScorer.ReadFrom(reader, featurizer, manifest.Labels.Count);
        return manifest.Task == ModelBundle.TopicTask
            ? new TopicScorer(linear, manifest.Calibration)
            : new ClickbaitScorer(linear, TreeEnsemble.ReadFrom(reader), LinearWeights.ReadFrom(reader));
    }

    /// <summary>Writes the scorer in binary form, except for values stored in the manifest.</summary>
    public virtual void WriteTo(BinaryWriter writer) => Linear.WriteTo(writer);

    /// <summary>Converts logits to probabilities without allocating memory.</summary>
    /// <param name="features">The features of a headline.</param>
    /// <param name="logits">The logits of the <see cref="Linear"/> part; receives the probability of each
    /// label.</param>
    /// <param name="calibrated">True to calibrate the probabilities as in serving; false to return those of the ML.NET
    /// model.</param>
    public abstract void ToProbabilities(FeatureBuffer features, Span<float> logits, bool calibrated = true);
}
