using Classifier.Features;
using Classifier.Models;

namespace Classifier.Scoring;

/// <summary>From a headline's features to the probabilities of a task's labels.</summary>
internal abstract class Scorer(LinearScorer linear)
{
    /// <summary>The linear part.</summary>
    public LinearScorer Linear => linear;

    /// <summary>Lays out the model of a zip.</summary>
    /// <param name="zip">The zip.</param>
    /// <param name="featurizer">The featurizer that it was trained with.</param>
    /// <param name="manifest">Its manifest.</param>
    public static Scorer Build(ModelZip zip, Featurizer featurizer, ModelManifest manifest)
    {
        if (manifest.Task == ModelBundle.TopicTask)
        {
            return new TopicScorer(
                LinearScorer.Build(zip.TopicWeights(manifest.Labels.Count), featurizer),
                manifest.Calibration
            );
        }

        var (linear, trees, stack) = zip.ClickbaitParts();
        return new ClickbaitScorer(LinearScorer.Build(linear, featurizer), trees, stack);
    }

    /// <summary>Reads what <see cref="WriteTo"/> wrote.</summary>
    /// <param name="reader">Where it stands.</param>
    /// <param name="featurizer">The featurizer of the same model.</param>
    /// <param name="manifest">Its manifest.</param>
    public static Scorer ReadFrom(BinaryReader reader, Featurizer featurizer, ModelManifest manifest)
    {
        var linear = LinearScorer.ReadFrom(reader, featurizer, manifest.Labels.Count);
        return manifest.Task == ModelBundle.TopicTask
            ? new TopicScorer(linear, manifest.Calibration)
            : new ClickbaitScorer(linear, TreeEnsemble.ReadFrom(reader), LinearWeights.ReadFrom(reader));
    }

    /// <summary>Writes all but what stands in the manifest.</summary>
    public virtual void WriteTo(BinaryWriter writer) => Linear.WriteTo(writer);

    /// <summary>Makes probabilities of logits, without allocating.</summary>
    /// <param name="features">The features of a headline.</param>
    /// <param name="logits">The logits of the <see cref="Linear"/> part; takes the probability of each label.</param>
    /// <param name="calibrated">Whether to calibrate, as in serving, or not, as ML.NET's model alone.</param>
    public abstract void Finish(FeatureBuffer features, Span<float> logits, bool calibrated = true);
}
