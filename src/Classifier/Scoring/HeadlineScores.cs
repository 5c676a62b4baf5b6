namespace Classifier.Scoring;

/// <summary>What the classifier says of one headline, as numbers. One instance is filled again and again, so that nothing is
/// allocated for a headline.</summary>
public sealed class HeadlineScores
{
    private readonly int[] _labels = new int[ClassifyOptions.MaxTopK];
    private readonly float[] _scores = new float[ClassifyOptions.MaxTopK];

    /// <summary>The topics, most probable first, as numbers of the topic model's labels; empty when nothing fits well.</summary>
    public ReadOnlySpan<int> Topics => _labels.AsSpan(0, Count);

    /// <summary>The calibrated probability of each of <see cref="Topics"/>, 0 to 1.</summary>
    public ReadOnlySpan<float> TopicScores => _scores.AsSpan(0, Count);

    /// <summary>How strongly the headline works to be clicked rather than to inform.</summary>
    public ClickbaitScore Clickbait { get; internal set; }

    /// <summary>Whether the headline is in a language that the models know (English).</summary>
    public bool LanguageSupported { get; internal set; }

    private int Count { get; set; }

    /// <summary>Takes the topics to name, most probable first; of equals the one that comes first in the model.</summary>
    /// <param name="scores">The probability of each label.</param>
    /// <param name="least">The smallest probability to name, of each label.</param>
    /// <param name="options">How many at most, and the smallest probability of all where it is given.</param>
    internal void TakeBest(ReadOnlySpan<float> scores, ReadOnlySpan<float> least, ClassifyOptions options)
    {
        var most = Math.Clamp(options.TopK, 0, ClassifyOptions.MaxTopK);
        Count = 0;
        for (var label = 0; label < scores.Length; label++)
        {
            var score = scores[label];
            if (!(score >= (options.MinScore ?? least[label])))
            {
                continue;
            }

            var place = Count;
            while (place > 0 && _scores[place - 1] < score)
            {
                place--;
            }

            if (place == most)
            {
                continue;
            }

            Count = Math.Min(Count + 1, most);
            for (var i = Count - 1; i > place; i--)
            {
                (_labels[i], _scores[i]) = (_labels[i - 1], _scores[i - 1]);
            }

            (_labels[place], _scores[place]) = (label, score);
        }
    }
}
