using Classifier.Models;
using Classifier.Onnx;
using Classifier.Scoring;
using Classifier.Server.Grpc.Wire;

namespace Classifier.Server.Serving;

/// <summary>Represents the loaded models and everything that is derived from them. It is immutable.</summary>
/// <param name="classifier">The classifier.</param>
/// <param name="accurate">The accurate classifier; null if there is none.</param>
/// <param name="fingerprint">The fingerprint of the models; see <see cref="ActiveModels"/>.</param>
/// <param name="loadedAt">The time when the models were loaded.</param>
internal sealed class ModelSnapshot(
    HeadlineClassifier classifier,
    AccurateClassifier? accurate,
    string fingerprint,
    DateTimeOffset loadedAt
)
{
    private const string NoVersion = "none";

    /// <summary>Gets the classifier.</summary>
    public HeadlineClassifier Classifier => classifier;

    /// <summary>Gets the accurate classifier; null if there is none.</summary>
    public AccurateClassifier? Accurate => accurate;

    /// <summary>Gets the encoder of the classifier's responses.</summary>
    public ClassificationEncoder Encoder { get; } = new(classifier);

    /// <summary>Gets the fingerprint of the models.</summary>
    public string Fingerprint => fingerprint;

    /// <summary>Gets the time when the models were loaded.</summary>
    public DateTimeOffset LoadedAt => loadedAt;

    /// <summary>Gets the models, sorted by name.</summary>
    public IReadOnlyList<ModelBundle> Models =>
        [
            .. classifier.HasClickbait ? [classifier.Clickbait] : Array.Empty<ModelBundle>(),
            .. classifier.HasTopic ? [classifier.Topic] : Array.Empty<ModelBundle>(),
        ];

    /// <summary>Gets the number of topics that the topic model distinguishes; the maximum if there is none, so that requests
    /// for topics are valid.</summary>
    public int TopicCount => classifier.HasTopic ? classifier.Topic.Manifest.Labels.Count : ClassifyOptions.MaxTopK;

    /// <summary>Gets the version of the topic model; “none” if there is none.</summary>
    public string TopicVersion => classifier.HasTopic ? classifier.Topic.Manifest.Version : NoVersion;

    /// <summary>Gets the version of the clickbait model; “none” if there is none.</summary>
    public string ClickbaitVersion => classifier.HasClickbait ? classifier.Clickbait.Manifest.Version : NoVersion;

    /// <summary>Classifies the probes once in every way that calls do, so that the first caller does not wait for pages of
    /// memory or for the JIT compiler.</summary>
    public void WarmUp()
    {
        var scores = new HeadlineScores();
        var explained = ClassifyOptions.Default with { Explain = true };
        foreach (var probe in Models.SelectMany(model => model.Manifest.Probes))
        {
            classifier.Classify(probe.Headline, ClassifyOptions.Default, scores);
            Encoder.AddResponse(probe.Headline, scores, new EncodedResponse());
            classifier.Classify(probe.Headline, explained);
        }
    }
}
