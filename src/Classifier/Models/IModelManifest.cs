namespace Classifier.Models;

/// <summary>Describes a model of any kind: what its <c>model.json</c> states.</summary>
public interface IModelManifest
{
    /// <summary>Gets the version of the model, which is also the name of its folder.</summary>
    string Version { get; }

    /// <summary>Gets the SHA-256 of the file with the weights, in lower-case hexadecimal.</summary>
    string Sha256 { get; }

    /// <summary>Gets the SHA-256 of the word vectors; null for a model without them.</summary>
    string? VectorsSha256 { get; }

    /// <summary>Gets the labels in the order of the model's scores.</summary>
    IReadOnlyList<string> Labels { get; }

    /// <summary>Gets the default minimum score of topics, 0 to 1; 0 for a clickbait model.</summary>
    double MinScore { get; }

    /// <summary>Gets the band thresholds of the clickbait score; null for a topic model.</summary>
    BandThresholds? Bands { get; }

    /// <summary>Gets the metrics on headlines that the model was not trained on, by name.</summary>
    IReadOnlyDictionary<string, double> Metrics { get; }

    /// <summary>Gets the files that the model was trained on.</summary>
    IReadOnlyList<TrainingFile> TrainingFiles { get; }

    /// <summary>Gets a description of the training.</summary>
    string Trainer { get; }
}
