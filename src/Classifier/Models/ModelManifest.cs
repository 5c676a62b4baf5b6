using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Classifier.Features;

namespace Classifier.Models;

/// <summary>What stands beside a model's zip in <c>model.json</c>: all that a reader must know to trust and use it.</summary>
public sealed record ModelManifest
{
    /// <summary>The format that this library reads and writes; others are refused.</summary>
    public const int CurrentFormat = 1;

    /// <summary>How manifests are written as JSON.</summary>
    public static JsonSerializerOptions JsonOptions { get; } =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The format of this file.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>What the model does: <c>topic</c> or <c>clickbait</c>.</summary>
    public required string Task { get; init; }

    /// <summary>The model's version, also the name of its folder.</summary>
    public required string Version { get; init; }

    /// <summary>The SHA-256 of <c>model.zip</c>, in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The SHA-256 of <c>vectors.bin</c>; null for a model without word vectors.</summary>
    public string? VectorsSha256 { get; init; }

    /// <summary>The labels, in the order of the model's scores; <c>clickbait</c> alone for a clickbait model.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>How headlines become numbers.</summary>
    public required FeatureSettings Features { get; init; }

    /// <summary>How logits become calibrated probabilities.</summary>
    public required ModelCalibration Calibration { get; init; }

    /// <summary>The topic model's default smallest score, 0 to 1; 0 for a clickbait model.</summary>
    public double MinScore { get; init; }

    /// <summary>Smallest scores of single topics, by label, in place of <see cref="MinScore"/>; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, double>? TopicMinScores { get; init; }

    /// <summary>The clickbait model's band thresholds; null for a topic model.</summary>
    public BandThresholds? Bands { get; init; }

    /// <summary>Hand-written headlines and what the model must say of them.</summary>
    public required IReadOnlyList<Probe> Probes { get; init; }

    /// <summary>What was measured when the model was made, by name.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>The files that the model learned from.</summary>
    public required IReadOnlyList<TrainingFile> TrainingFiles { get; init; }

    /// <summary>The seed that the training was given.</summary>
    public required int Seed { get; init; }

    /// <summary>The trainers and their settings, in words.</summary>
    public required string Trainer { get; init; }

    /// <summary>The version of Microsoft.ML that wrote the zip.</summary>
    public required string MicrosoftMLVersion { get; init; }
}

/// <summary>How logits become calibrated probabilities.</summary>
/// <param name="Scale">What logits are multiplied with (for topics: one over the temperature of Guo et al. 2017).</param>
/// <param name="Offset">What is then added (Platt 1999); 0 for topics.</param>
public sealed record ModelCalibration(double Scale, double Offset);

/// <summary>The smallest clickbait scores of the bands, rising.</summary>
/// <param name="Slight">From here on slight.</param>
/// <param name="Considerable">From here on considerable.</param>
/// <param name="Heavy">From here on heavy.</param>
public sealed record BandThresholds(double Slight, double Considerable, double Heavy);

/// <summary>A headline with the scores that the model gave it when it was written.</summary>
/// <param name="Headline">The headline.</param>
/// <param name="Scores">The calibrated probabilities, one for each label.</param>
public sealed record Probe(string Headline, IReadOnlyList<float> Scores);

/// <summary>A file that a model learned from.</summary>
/// <param name="Name">Its name, without folders.</param>
/// <param name="Sha256">The SHA-256 of the file as it was, in lower-case hexadecimal.</param>
/// <param name="Rows">How many labeled headlines of it were used.</param>
public sealed record TrainingFile(string Name, string Sha256, long Rows);
