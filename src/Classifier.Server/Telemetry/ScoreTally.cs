using Classifier.Models;
using Classifier.Scoring;

namespace Classifier.Server.Telemetry;

/// <summary>Counts the scores that a loaded version gives to headlines.</summary>
/// <param name="labels">The topics of the version; empty if it has none.</param>
internal sealed class ScoreTally(IReadOnlyList<string> labels)
{
    private static readonly int BandCount = Enum.GetValues<ClickbaitBand>().Length;

    // One counter follows those of the topics: the headlines without a topic.
    private readonly StripedCounters _topics = new(labels.Count + 1);
    private readonly StripedCounters _clickbait = new(ClickbaitBins.UpperBounds.Count);
    private readonly StripedCounters _bands = new(BandCount);

    /// <summary>Gets the topics of the version.</summary>
    public IReadOnlyList<string> Labels => labels;

    /// <summary>Counts the main topic of a headline.</summary>
    /// <param name="topic">The index of the topic, or <see cref="ScoreSummary.NoTopic"/>.</param>
    public void AddTopic(int topic) => _topics.Add(topic == ScoreSummary.NoTopic ? labels.Count : topic);

    /// <summary>Counts the clickbait score of a headline.</summary>
    public void AddClickbait(ClickbaitScore score)
    {
        _clickbait.Add(ClickbaitBins.Find(score.Score));
        _bands.Add((int)score.Band);
    }

    /// <summary>Returns the number of headlines of each topic, then of those without a topic.</summary>
    public long[] ReadTopics() => _topics.Read();

    /// <summary>Returns the number of headlines in each of <see cref="ClickbaitBins"/>.</summary>
    public long[] ReadClickbait() => _clickbait.Read();

    /// <summary>Returns the number of headlines in each band.</summary>
    public long[] ReadBands() => _bands.Read();
}
