using Classifier.Models;
using Classifier.Scoring;
using Classifier.Taxonomy;
using Classifier.Text;

namespace Classifier.Onnx;

/// <summary>Classifies headlines with an encoder, which is more accurate than <see cref="HeadlineClassifier"/> and about a
/// thousand times slower. Instances are thread-safe.</summary>
public sealed class AccurateClassifier : IDisposable
{
    private readonly EncoderBundle _encoder;
    private readonly HeadlineClassifier _fast;
    private readonly Topic[] _topics;
    private readonly float[] _minScores;
    private readonly ModelVersions _versions;

    /// <summary>Initializes a classifier.</summary>
    /// <param name="encoder">The encoder.</param>
    /// <param name="fast">The fast classifier, which detects the language.</param>
    public AccurateClassifier(EncoderBundle encoder, HeadlineClassifier fast)
    {
        (_encoder, _fast) = (encoder, fast);
        _topics = [.. encoder.Manifest.Labels.Select(IptcTopics.FromId)];
        _minScores = [.. _topics.Select(_ => (float)encoder.Manifest.MinScore)];
        var version = $"{EncoderBundle.FolderName}/{encoder.Manifest.Version}";
        _versions = new ModelVersions(version, version);
    }

    /// <summary>Gets the manifest of the encoder.</summary>
    public EncoderManifest Manifest => _encoder.Manifest;

    /// <summary>Classifies a headline.</summary>
    /// <param name="headline">A text that <see cref="HeadlineValidator"/> accepts.</param>
    /// <param name="options">What to return. Reasons are estimates: the change of a target's logit when a word is left out.
    /// They do not sum to the logit, so there are no bases.</param>
    public Classification Classify(string headline, ClassifyOptions options)
    {
        var scores = new float[_topics.Length];
        var clickbait = _encoder.Score(headline, scores);
        var selected = new HeadlineScores();
        _fast.Classify(headline, options, selected);
        selected.SelectTopics(scores, _minScores, options, Manifest.AnyTopic);
        var topics = new TopicScore[selected.Topics.Length];
        for (var i = 0; i < topics.Length; i++)
        {
            topics[i] = new TopicScore(_topics[selected.Topics[i]], selected.TopicScores[i]);
        }

        var clickbaitScore = new ClickbaitScore(clickbait, Manifest.Bands.GetBand(clickbait));
        return new Classification(
            headline,
            topics,
            clickbaitScore,
            options.Explain ? EstimateReasons(headline, scores, clickbait, topics) : [],
            [],
            selected.LanguageSupported,
            _versions,
            selected.AnyTopicConfidence
        )
        {
            Summary = selected.Summary with { Clickbait = clickbaitScore },
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _encoder.Dispose();

    /// <summary>Leaves out each word and measures how much the logits fall.</summary>
    private List<Reason> EstimateReasons(
        string headline,
        float[] scores,
        float clickbait,
        IReadOnlyList<TopicScore> topics
    )
    {
        var reasons = new List<Reason>();
        var without = new float[scores.Length];
        foreach (var (start, end) in FindWords(headline).Take(HeadlineTokenizer.MaxPieces))
        {
            var clickbaitWithout = _encoder.Score(headline.Remove(start, end - start), without);
            var word = headline[start..end];
            Add(HeadlineClassifier.ClickbaitTarget, clickbait, clickbaitWithout);
            foreach (var topic in topics)
            {
                Add(topic.Topic.Id, topic.Score, without[Array.IndexOf(_topics, topic.Topic)]);
            }

            void Add(string target, float with, float without) =>
                reasons.Add(
                    new Reason(
                        word,
                        start,
                        end,
                        target,
                        ModelCalibration.ToLogit(with) - ModelCalibration.ToLogit(without)
                    )
                );
        }

        return [.. reasons.OrderByDescending(reason => Math.Abs(reason.Contribution)).Take(ClassifyOptions.MaxReasons)];
    }

    private static IEnumerable<(int Start, int End)> FindWords(string headline)
    {
        for (var start = 0; start < headline.Length; start++)
        {
            var end = start;
            while (end < headline.Length && !char.IsWhiteSpace(headline[end]))
            {
                end++;
            }

            if (end > start)
            {
                yield return (start, end);
            }

            start = end;
        }
    }
}
