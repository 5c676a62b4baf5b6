using Classifier.Cli.Paging;
using Classifier.Scoring;
using Classifier.Statistics;

namespace Classifier.Cli.Reports;

/// <summary>Counts headlines and clickbait, in total and by topic.</summary>
internal sealed class ClickbaitCounts
{
    /// <summary>The label of headlines without a topic.</summary>
    public const string NoTopic = "no clear topic";

    private readonly Dictionary<string, (long Headlines, long Bait)> _topics = new(StringComparer.Ordinal);

    /// <summary>Gets the number of headlines.</summary>
    public long Headlines { get; private set; }

    /// <summary>Gets the number of headlines that are clickbait.</summary>
    public long Bait { get; private set; }

    /// <summary>Gets the share of clickbait, 0 to 1; 0 if there are no headlines.</summary>
    public double Share => Headlines == 0 ? 0 : (double)Bait / Headlines;

    /// <summary>Gets the confidence interval of the share.</summary>
    public WilsonInterval Interval => WilsonInterval.Of(Bait, Headlines);

    /// <summary>Gets the counts by topic in descending order of headlines.</summary>
    public IEnumerable<(string Label, long Headlines, long Bait)> Topics =>
        _topics
            .Select(topic => (topic.Key, topic.Value.Headlines, topic.Value.Bait))
            .OrderByDescending(topic => topic.Headlines)
            .ThenBy(topic => topic.Key, StringComparer.Ordinal);

    /// <summary>Adds a headline.</summary>
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
