using Classifier.Scoring;
using Classifier.Server.Serving;

namespace Classifier.Server.Telemetry;

/// <summary>Counts what is known about the headlines of all calls, whatever version scores them.</summary>
internal sealed class HeadlineStatistics(TelemetryOptions options, ILogger<HeadlineStatistics> logger)
{
    private enum Counter
    {
        Headlines,
        UnsupportedLanguage,
        Words,
        UnknownWords,
    }

    private readonly StripedCounters _counters = new(Enum.GetValues<Counter>().Length);

    /// <summary>Counts a headline, and logs it if that is asked for.</summary>
    /// <param name="model">The versions that scored it.</param>
    /// <param name="headline">The headline.</param>
    /// <param name="summary">Its scores.</param>
    /// <param name="isAccurate">Whether the encoder scored it.</param>
    public void Add(ModelSnapshot model, ReadOnlySpan<char> headline, in ScoreSummary summary, bool isAccurate = false)
    {
        model.Count(summary, isAccurate);
        _counters.Add((int)Counter.Headlines);
        _counters.Add((int)Counter.Words, summary.WordCount);
        if (summary.UnknownWordCount > 0)
        {
            _counters.Add((int)Counter.UnknownWords, summary.UnknownWordCount);
        }

        if (!summary.LanguageSupported)
        {
            _counters.Add((int)Counter.UnsupportedLanguage);
        }

        if (options.LogHeadlines)
        {
            logger.HeadlineClassified(
                headline.ToString(),
                model.GetTopic(summary, isAccurate),
                summary.Clickbait.Score,
                CallRecord.RequestId
            );
        }
    }

    /// <summary>Returns the counts so far.</summary>
    public (long Supported, long Unsupported, long KnownWords, long UnknownWords) Read()
    {
        var counts = _counters.Read();
        var (unsupported, unknown) = (counts[(int)Counter.UnsupportedLanguage], counts[(int)Counter.UnknownWords]);
        return (
            counts[(int)Counter.Headlines] - unsupported,
            unsupported,
            counts[(int)Counter.Words] - unknown,
            unknown
        );
    }
}
