using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Classifier.Models;

namespace Classifier.Onnx;

/// <summary>Represents the content of an encoder's <c>model.json</c>: everything needed to verify and use the files beside
/// it.</summary>
/// <param name="Format">The format version of the file.</param>
/// <param name="Task">The task: <see cref="EncoderTask"/>.</param>
public sealed record EncoderManifest(
    int Format = EncoderManifest.CurrentFormat,
    string Task = EncoderManifest.EncoderTask
) : IModelManifest
{
    /// <summary>The format version that this library reads and writes. Other versions are rejected.</summary>
    internal const int CurrentFormat = 2;

    /// <summary>The task that distinguishes the manifest of an encoder from those of other models.</summary>
    internal const string EncoderTask = "encoder";

    /// <summary>Gets the description of the file for <see cref="JsonSerializer"/>.</summary>
    public static JsonTypeInfo<EncoderManifest> Json { get; } =
        new EncoderJson(new(ModelManifest.JsonOptions)).EncoderManifest;

    /// <summary>Gets the version of the model, which is also the name of its folder.</summary>
    public required string Version { get; init; }

    /// <summary>Gets the SHA-256 of <see cref="EncoderBundle.GraphName"/> in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Gets the SHA-256 of <see cref="EncoderBundle.VocabularyName"/> in lower-case hexadecimal.</summary>
    public required string VocabularySha256 { get; init; }

    /// <summary>Gets the SHA-256 of <see cref="EncoderBundle.SinglePrecisionGraphName"/> in lower-case hexadecimal; null if the folder
    /// does not contain that file, which only training reads.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SinglePrecisionSha256 { get; init; }

    /// <summary>Gets the labels of the topics, in the order of the model's logits.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>Gets the factor that is applied to topic logits: the reciprocal of the temperature (Guo et al. 2017).</summary>
    public required double TopicScale { get; init; }

    /// <summary>Gets the map from the logit of the best topic's score to the probability that it is the main topic or another
    /// acceptable one; null if it is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ModelCalibration? AnyTopic { get; init; }

    /// <summary>Gets the default minimum score of topics, 0 to 1.</summary>
    public required double MinScore { get; init; }

    /// <summary>Gets the map from <see cref="EncoderBundle.GetClickbaitLogit"/> to P(grade ≥ 2) (Platt 1999).</summary>
    public required ModelCalibration Clickbait { get; init; }

    /// <summary>Gets the band thresholds of the clickbait score.</summary>
    public required BandThresholds Bands { get; init; }

    /// <summary>Gets the headlines and scores that verify the model when it is loaded. The last score of a probe is the
    /// clickbait score.</summary>
    public required IReadOnlyList<Probe> Probes { get; init; }

    /// <summary>Gets the metrics on headlines that the encoder was not trained on, by name.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>Gets the files that the encoder was trained on.</summary>
    public required IReadOnlyList<TrainingFile> TrainingFiles { get; init; }

    /// <summary>Gets the files that scores and bands were calibrated on; empty if that was a part of the training files that was held
    /// out.</summary>
    public required IReadOnlyList<TrainingFile> CalibrationFiles { get; init; }

    /// <summary>Gets a description of the training.</summary>
    public required string Trainer { get; init; }

    string? IModelManifest.VectorsSha256 => null;
}
