using Classifier.Cli.Paging;
using Classifier.Scoring;

namespace Classifier.Cli.Reports;

/// <summary>Counts headlines, how many of them are clickbait, and what they are about.</summary>
internal sealed class BaitShare
{
    /// <summary>What stands for a headline that no topic fits.</summary>
    public const string NoTopic = "no topic fits well";

    private readonly Dictionary<string, (long Headlines, long Bait)> _topics = new(StringComparer.Ordinal);

    /// <summary>How many headlines were counted.</summary>
    public long Headlines { get; private set; }

    /// <summary>How many of them are clickbait.</summary>
    public long Bait { get; private set; }

    /// <summary>The share of clickbait, 0 to 1; 0 when there are no headlines.</summary>
    public double Share => Headlines == 0 ? 0 : (double)Bait / Headlines;

    /// <summary>The interval of the share.</summary>
    public WilsonInterval Interval => WilsonInterval.Of(Bait, Headlines);

    /// <summary>The topics with their headlines, the most frequent first.</summary>
    public IEnumerable<(string Label, long Headlines, long Bait)> Topics =>
        _topics
            .Select(topic => (topic.Key, topic.Value.Headlines, topic.Value.Bait))
            .OrderByDescending(topic => topic.Headlines)
            .ThenBy(topic => topic.Key, StringComparer.Ordinal);

    /// <summary>Counts a headline.</summary>
    public void Add(Classification headline)
    {
        var bait = PageTally.IsBait(headline) ? 1 : 0;
        Headlines++;
        Bait += bait;
        var topic = headline.Topics is [var best, ..] ? best.Topic.Label : NoTopic;
        var (headlines, baits) = _topics.GetValueOrDefault(topic);
        _topics[topic] = (headlines + 1, baits + bait);
    }
}
