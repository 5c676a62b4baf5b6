using Classifier.Models;
using Classifier.Onnx;
using Classifier.Scoring;

namespace Classifier.Cli.Classifying;

/// <summary>Represents the models that score headlines in this process.</summary>
/// <param name="Fast">The fast models.</param>
/// <param name="Accurate">The accurate model to use instead; null to use the fast models.</param>
internal sealed record ScoringModels(HeadlineClassifier Fast, AccurateClassifier? Accurate) : IDisposable
{
    /// <summary>Loads the active models.</summary>
    /// <param name="root">The root folder of the models.</param>
    /// <param name="accurate">Whether to use the accurate model.</param>
    /// <exception cref="ModelException">A model is missing or broken.</exception>
    public static ScoringModels Load(string root, bool accurate)
    {
        var encoder = accurate ? EncoderBundle.Find(root) : null;
        if (accurate && encoder is null)
        {
            throw new ModelException(
                $"There is no accurate model in {Path.Combine(root, EncoderBundle.FolderName)}. Use --model fast, or specify another models folder."
            );
        }

        var fast = HeadlineClassifier.Load(root);
        return new ScoringModels(
            fast,
            encoder is null ? null : new AccurateClassifier(EncoderBundle.Read(encoder), fast)
        );
    }

    /// <summary>Classifies a headline that <see cref="HeadlineDefects"/> accepts.</summary>
    public Classification Classify(string headline, ClassifyOptions options) =>
        Accurate?.Classify(headline, options) ?? Fast.Classify(headline, options);

    /// <inheritdoc/>
    public void Dispose()
    {
        Accurate?.Dispose();
        Fast.Dispose();
    }
}
