using System.Collections.Concurrent;
using System.Diagnostics;
using Classifier.Deduplication;
using Classifier.Scoring;
using Classifier.Server.Serving;
using Classifier.Text;

namespace Classifier.Server.Canary;

/// <summary>Tries the versions with the label canary on a share of the headlines, and compares them with the active versions. The same
/// headline always gets the same versions, whatever its case and punctuation.</summary>
/// <param name="stable">The active versions.</param>
/// <param name="canary">The versions to try.</param>
/// <param name="options">The settings.</param>
/// <param name="startedAt">The current time.</param>
internal sealed class CanaryTrial(
    ModelSnapshot stable,
    ModelSnapshot canary,
    CanaryOptions options,
    DateTimeOffset startedAt
)
{
    /// <summary>The maximum number of headlines that wait to be compared. Further ones are not compared.</summary>
    private const int MaxQueued = 10_000;

    private static readonly ClassifyOptions BestTopic = new() { TopK = 1, MinScore = 0 };

    [ThreadStatic]
    private static TokenizedHeadline? _tokens;

    private readonly ConcurrentQueue<string> _queue = new();
    private readonly Queue<CanarySample> _samples = new();
    private readonly Lock _lock = new();
    private CanaryStatistics _statistics = new(0, 0, 0, default, default);
    private int _queued;
    private long _headlines;
    private long _selected;
    private long _skipped;

    /// <summary>Gets the active versions.</summary>
    public ModelSnapshot Stable => stable;

    /// <summary>Gets the versions to try.</summary>
    public ModelSnapshot Canary => canary;

    /// <summary>Gets the settings.</summary>
    public CanaryOptions Options => options;

    /// <summary>Gets the time when the trial started.</summary>
    public DateTimeOffset StartedAt => startedAt;

    /// <summary>Gets the number of headlines of calls that name no version.</summary>
    public long Headlines => Interlocked.Read(ref _headlines);

    /// <summary>Gets the number of headlines that were selected for the canary.</summary>
    public long Selected => Interlocked.Read(ref _selected);

    /// <summary>Gets the number of selected headlines that were not compared, because too many were waiting.</summary>
    public long Skipped => Interlocked.Read(ref _skipped);

    /// <summary>Gets the comparison so far.</summary>
    public CanaryStatistics Statistics
    {
        get
        {
            lock (_lock)
            {
                return _statistics;
            }
        }
    }

    /// <summary>Gets the latest headlines with different results, oldest first.</summary>
    public IReadOnlyList<CanarySample> Samples
    {
        get
        {
            lock (_lock)
            {
                return [.. _samples];
            }
        }
    }

    /// <summary>Determines whether a headline is selected for the canary.</summary>
    /// <param name="headline">The headline.</param>
    /// <param name="percent">The percentage of headlines to select.</param>
    public static bool IsSelected(ReadOnlySpan<char> headline, double percent)
    {
        // The low bits of a key decide about training data, so all bits are mixed.
        var key = HeadlineKey.Compute(headline, _tokens ??= new TokenizedHeadline());
        key = (key ^ (key >> 32)) * 0x9E37_79B9_7F4A_7C15;
        key = (key ^ (key >> 29)) * 0xBF58_476D_1CE4_E5B9;
        return (key >> 11) * (100.0 / (1ul << 53)) < percent;
    }

    /// <summary>Selects the versions that answer a headline, and marks it to be compared.</summary>
    /// <param name="headline">The headline.</param>
    /// <param name="text">The headline as a string, if there is one.</param>
    public ModelSnapshot Select(ReadOnlySpan<char> headline, string? text = null)
    {
        Interlocked.Increment(ref _headlines);
        if (!IsSelected(headline, options.Percent))
        {
            return stable;
        }

        Interlocked.Increment(ref _selected);
        if (Volatile.Read(ref _queued) < MaxQueued)
        {
            Interlocked.Increment(ref _queued);
            _queue.Enqueue(text ?? headline.ToString());
        }
        else
        {
            Interlocked.Increment(ref _skipped);
        }

        return options.Shadow ? stable : canary;
    }

    /// <summary>Compares headlines that wait.</summary>
    /// <param name="budget">The time after which to stop.</param>
    public void CompareQueued(TimeSpan budget)
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < budget && _queue.TryDequeue(out var headline))
        {
            Interlocked.Decrement(ref _queued);
            Compare(headline);
        }
    }

    private void Compare(string headline)
    {
        var (before, after) = (
            stable.Classifier.Classify(headline, BestTopic),
            canary.Classifier.Classify(headline, BestTopic)
        );
        var (oldTopic, newTopic) = (GetBestTopic(before), GetBestTopic(after));
        var isSameTopic = oldTopic.Topic == newTopic.Topic;
        var isSameBand = before.Clickbait.Band == after.Clickbait.Band;
        lock (_lock)
        {
            _statistics = new CanaryStatistics(
                _statistics.Compared + 1,
                _statistics.SameTopic + (isSameTopic ? 1 : 0),
                _statistics.SameBand + (isSameBand ? 1 : 0),
                _statistics.ClickbaitShift.Add(after.Clickbait.Score - before.Clickbait.Score),
                _statistics.TopicShift.Add(newTopic.Score - oldTopic.Score)
            );
            if (options.MaxSamples > 0 && !(isSameTopic && isSameBand))
            {
                if (_samples.Count == options.MaxSamples)
                {
                    _samples.Dequeue();
                }

                _samples.Enqueue(new CanarySample(headline, before, after));
            }
        }
    }

    private static TopicScore GetBestTopic(Classification classification) =>
        classification.Topics is [var best, ..] ? best : default;
}
