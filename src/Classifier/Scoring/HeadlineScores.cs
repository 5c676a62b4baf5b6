using System.Numerics.Tensors;
using Classifier.Models;

namespace Classifier.Scoring;

/// <summary>
/// Holds the scores of one headline without text. An instance is reused for many headlines to avoid allocations.
/// </summary>
public sealed class HeadlineScores
{
    private readonly int[] _labels = new int[ClassifyOptions.MaxTopK];
    private readonly float[] _scores = new float[ClassifyOptions.MaxTopK];

    /// <summary>
    /// Gets the topics as indices into the labels of the topic model, maxCount probable first; empty if no topic reaches
    /// its minimum score.
    /// </summary>
    public ReadOnlySpan<int> Topics => _labels.AsSpan(0, Count);

    /// <summary>Gets the calibrated probability, 0 to 1, of each of <see cref="Topics"/>.</summary>
    public ReadOnlySpan<float> TopicScores => _scores.AsSpan(0, Count);

    /// <summary>
    /// Gets the probability, 0 to 1, that the most probable topic is the main topic of the headline or another acceptable
    /// one; 0 without a topic model.
    /// </summary>
    public float AnyTopicConfidence { get; private set; }

    /// <summary>Gets the clickbait score.</summary>
    public ClickbaitScore Clickbait { get; internal set; }

    /// <summary>Gets a value indicating whether the headline is in a supported language (English).</summary>
    public bool LanguageSupported { get; internal set; }

    /// <summary>Gets the scores that statistics need.</summary>
    public ScoreSummary Summary => new(MainTopic, Clickbait, LanguageSupported, WordCount, UnknownWordCount);

    /// <summary>Gets the number of words.</summary>
    internal int WordCount { get; set; }

    /// <summary>Gets the number of words without a vector.</summary>
    internal int UnknownWordCount { get; set; }

    private int MainTopic { get; set; }

    private int Count { get; set; }

    /// <summary>
    /// Selects the topics to return, maxCount probable first. Ties are broken by the order of the model's labels.
    /// </summary>
    /// <param name="scores">The probability of each label.</param>
    /// <param name="minScores">The minimum probability of each label.</param>
    /// <param name="options">The maximum number of topics and, optionally, a minimum probability that replaces
    /// <paramref name="minScores"/>.</param>
    /// <param name="anyTopic">The map from the logit of the best score to <see cref="AnyTopicConfidence"/>; null to use the
    /// best score.</param>
    internal void SelectTopics(
        ReadOnlySpan<float> scores,
        ReadOnlySpan<float> minScores,
        ClassifyOptions options,
        ModelCalibration? anyTopic
    )
    {
        var best = scores.IsEmpty ? 0 : TensorPrimitives.Max(scores);
        AnyTopicConfidence = anyTopic is null ? best : Math.Max(best, anyTopic.Apply(ModelCalibration.ToLogit(best)));
        var maxCount = Math.Clamp(options.TopK, 0, ClassifyOptions.MaxTopK);
        Count = 0;
        for (var label = 0; label < scores.Length; label++)
        {
            var score = scores[label];
            if (!(score >= (options.MinScore ?? minScores[label])))
            {
                continue;
            }

            var rank = Count;
            while (rank > 0 && _scores[rank - 1] < score)
            {
                rank--;
            }

            if (rank == maxCount)
            {
                continue;
            }

            Count = Math.Min(Count + 1, maxCount);
            for (var i = Count - 1; i > rank; i--)
            {
                (_labels[i], _scores[i]) = (_labels[i - 1], _scores[i - 1]);
            }

            (_labels[rank], _scores[rank]) = (label, score);
        }

        MainTopic =
            options.MinScore is not null || maxCount == 0 ? FindMainTopic(scores, minScores)
            : Count > 0 ? _labels[0]
            : ScoreSummary.NoTopic;
    }

    private static int FindMainTopic(ReadOnlySpan<float> scores, ReadOnlySpan<float> minScores)
    {
        var main = ScoreSummary.NoTopic;
        for (var label = 0; label < scores.Length; label++)
        {
            if (scores[label] >= minScores[label] && (main < 0 || scores[label] > scores[main]))
            {
                main = label;
            }
        }

        return main;
    }
}
