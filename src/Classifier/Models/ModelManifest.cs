using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Classifier.Features;
using Classifier.Scoring;

namespace Classifier.Models;

/// <summary>
/// Represents the content of <c>model.json</c>: everything needed to verify and use the model beside it.
/// </summary>
/// <param name="Format">The format version of the file.</param>
public sealed record ModelManifest(int Format = ModelManifest.CurrentFormat) : IModelManifest
{
    /// <summary>The format version that this library reads and writes. Other versions are rejected.</summary>
    internal const int CurrentFormat = 1;

    /// <summary>Gets the options for reading and writing manifests of all kinds.</summary>
    public static JsonSerializerOptions JsonOptions { get; } =
        new(JsonSerializerDefaults.Web)
        {
            WriteIndented = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            RespectNullableAnnotations = true,
        };

    /// <summary>Gets the description of the file for <see cref="JsonSerializer"/>.</summary>
    public static JsonTypeInfo<ModelManifest> Json { get; } = new LibraryJson(new(JsonOptions)).ModelManifest;

    /// <summary>Gets the task of the model: <c>topic</c> or <c>clickbait</c>.</summary>
    public required string Task { get; init; }

    /// <summary>Gets the version of the model, which is also the name of its folder.</summary>
    public required string Version { get; init; }

    /// <summary>Gets the SHA-256 of <c>model.zip</c> in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Gets the SHA-256 of <c>vectors.bin</c>; null for a model without word vectors.</summary>
    public string? VectorsSha256 { get; init; }

    /// <summary>
    /// Gets the labels in the order of the model's scores. A clickbait model has the single label <c>clickbait</c>.
    /// </summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>Gets the feature space of the model.</summary>
    public required FeatureSettings Features { get; init; }

    /// <summary>Gets the calibration of the model.</summary>
    public required ModelCalibration Calibration { get; init; }

    /// <summary>
    /// Gets the map from the logit of the best topic's score to the probability that it is the main topic or another
    /// acceptable one; null if it is not known.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ModelCalibration? AnyTopic { get; init; }

    /// <summary>Gets the default minimum score of topics, 0 to 1; 0 for a clickbait model.</summary>
    public double MinScore { get; init; }

    /// <summary>
    /// Gets the minimum scores of individual topics, by label, which override <see cref="MinScore"/>; null if there are
    /// none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, double>? TopicMinScores { get; init; }

    /// <summary>Gets the band thresholds of a clickbait model; null for a topic model.</summary>
    public BandThresholds? Bands { get; init; }

    /// <summary>Gets the headlines and scores that verify the model when it is loaded.</summary>
    public required IReadOnlyList<Probe> Probes { get; init; }

    /// <summary>Gets the usual scores of the model, with which servers compare live headlines; null if they are not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ScoreReference? Reference { get; init; }

    /// <summary>Gets the metrics measured when the model was trained, by name.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>Gets the files that the model was trained on.</summary>
    public required IReadOnlyList<TrainingFile> TrainingFiles { get; init; }

    /// <summary>Gets the random seed of the training.</summary>
    public required int Seed { get; init; }

    /// <summary>Gets a description of the trainers and their settings.</summary>
    public required string Trainer { get; init; }

    /// <summary>Gets the version of Microsoft.ML that wrote the zip.</summary>
    public required string MicrosoftMLVersion { get; init; }
}

/// <summary>Represents the calibration of logits to probabilities.</summary>
/// <param name="Scale">The factor applied to logits; for topics, the reciprocal of the temperature (Guo et al.
/// 2017).</param>
/// <param name="Offset">The constant added to scaled logits (Platt 1999); 0 for topics.</param>
public sealed record ModelCalibration(double Scale, double Offset)
{
    /// <summary>Converts a logit to a calibrated probability.</summary>
    public float Apply(float logit) => (float)(1 / (1 + Math.Exp(-((Scale * logit) + Offset))));

    /// <summary>Converts a probability to its logit.</summary>
    public static float ToLogit(float probability)
    {
        const float Min = 1e-6f;
        var clamped = Math.Clamp(probability, Min, 1 - Min);
        return MathF.Log(clamped / (1 - clamped));
    }
}

/// <summary>Contains the minimum clickbait scores of the bands, in ascending order.</summary>
/// <param name="Slight">The minimum score of the band "slight".</param>
/// <param name="Considerable">The minimum score of the band "considerable".</param>
/// <param name="Heavy">The minimum score of the band "heavy".</param>
public sealed record BandThresholds(double Slight, double Considerable, double Heavy)
{
    /// <summary>Returns the band of a clickbait score.</summary>
    internal ClickbaitBand GetBand(float score) =>
        score >= Heavy ? ClickbaitBand.Heavy
        : score >= Considerable ? ClickbaitBand.Considerable
        : score >= Slight ? ClickbaitBand.Slight
        : ClickbaitBand.None;
}

/// <summary>Represents a headline and the scores that the model gave it when it was saved.</summary>
/// <param name="Headline">The headline.</param>
/// <param name="Scores">The calibrated probability of each label.</param>
public sealed record Probe(string Headline, IReadOnlyList<float> Scores);

/// <summary>Represents a file that a model was trained on.</summary>
/// <param name="Name">The file name without folders.</param>
/// <param name="Sha256">The SHA-256 of the file at the time of training, in lower-case hexadecimal.</param>
/// <param name="Rows">The number of labeled headlines used.</param>
public sealed record TrainingFile(string Name, string Sha256, long Rows);
