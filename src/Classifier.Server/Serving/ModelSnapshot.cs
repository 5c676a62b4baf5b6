using Classifier.Onnx;
using Classifier.Scoring;
using Classifier.Server.Grpc.Wire;

namespace Classifier.Server.Serving;

/// <summary>Represents one version of each task and everything that is derived from them. It is immutable.</summary>
internal sealed class ModelSnapshot
{
    private const string NoVersion = "none";

    private readonly LoadedVersion? _topic;
    private readonly LoadedVersion? _clickbait;
    private readonly LoadedVersion? _encoder;

    /// <summary>Combines a topic and a clickbait model.</summary>
    /// <param name="topic">The topic model; null if there is none.</param>
    /// <param name="clickbait">The clickbait model; null if there is none.</param>
    public ModelSnapshot(LoadedVersion? topic, LoadedVersion? clickbait)
    {
        (_topic, _clickbait) = (topic, clickbait);
        Classifier = new HeadlineClassifier(topic?.Model, clickbait?.Model);
        Encoder = new ClassificationEncoder(Classifier);
    }

    private ModelSnapshot(ModelSnapshot fast, LoadedVersion encoder)
    {
        (_topic, _clickbait, _encoder) = (fast._topic, fast._clickbait, encoder);
        (Classifier, Encoder) = (fast.Classifier, fast.Encoder);
        Accurate = new AccurateClassifier(encoder.Encoder!, Classifier);
    }

    /// <summary>Gets the classifier.</summary>
    public HeadlineClassifier Classifier { get; }

    /// <summary>Gets the accurate classifier; null if there is none.</summary>
    public AccurateClassifier? Accurate { get; }

    /// <summary>Gets the encoder of the classifier's responses.</summary>
    public ClassificationEncoder Encoder { get; }

    /// <summary>Gets the number of topics that the topic model distinguishes; the maximum if there is none, so that requests
    /// for topics are valid.</summary>
    public int TopicCount => Classifier.HasTopic ? Classifier.Topic.Manifest.Labels.Count : ClassifyOptions.MaxTopK;

    /// <summary>Gets the version of the topic model; “none” if there is none.</summary>
    public string TopicVersion => _topic?.Version ?? NoVersion;

    /// <summary>Gets the version of the clickbait model; “none” if there is none.</summary>
    public string ClickbaitVersion => _clickbait?.Version ?? NoVersion;

    /// <summary>Returns the same models with an encoder.</summary>
    public ModelSnapshot With(LoadedVersion encoder) => new(this, encoder);

    /// <summary>Records that the versions answer a call.</summary>
    /// <param name="isAccurate">Whether the encoder answers.</param>
    public void RecordCall(bool isAccurate)
    {
        if (isAccurate)
        {
            _encoder?.RecordCall();
            return;
        }

        _topic?.RecordCall();
        _clickbait?.RecordCall();
    }

    /// <summary>Counts the scores of a headline for the versions that gave them.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="isAccurate">Whether the encoder gave them.</param>
    public void Count(in ScoreSummary scores, bool isAccurate)
    {
        (isAccurate ? _encoder : _topic)?.Tally.AddTopic(scores.MainTopic);
        (isAccurate ? _encoder : _clickbait)?.Tally.AddClickbait(scores.Clickbait);
    }

    /// <summary>Returns the name of a topic of a headline; empty if it has none.</summary>
    /// <param name="scores">The scores of the headline.</param>
    /// <param name="isAccurate">Whether the encoder gave them.</param>
    public string GetTopic(in ScoreSummary scores, bool isAccurate) =>
        scores.MainTopic == ScoreSummary.NoTopic
            ? ""
            : (isAccurate ? _encoder : _topic)!.Tally.Labels[scores.MainTopic];

    /// <summary>Classifies the probes once in every way that calls do, so that the first caller does not wait for pages of
    /// memory or for the JIT compiler.</summary>
    public void WarmUp()
    {
        var scores = new HeadlineScores();
        var explained = ClassifyOptions.Default with { Explain = true };
        var models = new[] { _topic?.Model, _clickbait?.Model };
        foreach (var probe in models.SelectMany(model => model?.Manifest.Probes ?? []))
        {
            Classifier.Classify(probe.Headline, ClassifyOptions.Default, scores);
            Encoder.AddResponse(probe.Headline, scores, new EncodedResponse());
            Classifier.Classify(probe.Headline, explained);
        }
    }
}
