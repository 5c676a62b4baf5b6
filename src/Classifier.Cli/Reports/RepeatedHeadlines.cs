using Classifier.Deduplication;
using Classifier.Scoring;
using Classifier.Text;

namespace Classifier.Cli.Reports;

/// <summary>Finds the headlines that appear on the largest number of pages, including near duplicates. Counts are limited to a
/// fixed number of texts with the Space-Saving algorithm (Metwally, Agrawal and El Abbadi 2005): they are exact up to that
/// number of distinct texts, and beyond it only the rarest texts are evicted.</summary>
internal sealed class RepeatedHeadlines
{
    private const int Capacity = 50_000;

    private readonly Dictionary<ulong, Counter> _counters = [];
    private readonly PriorityQueue<ulong, long> _rarest = new();
    private readonly TokenizedHeadline _workspace = new();

    /// <summary>Counts a headline once per page.</summary>
    /// <param name="page">The number of the page.</param>
    /// <param name="headline">The headline.</param>
    public void Add(long page, Classification headline)
    {
        var key = HeadlineKey.Compute(headline.Headline, _workspace);
        if (_counters.TryGetValue(key, out var counter))
        {
            counter.Pages += counter.LastPage == page ? 0 : 1;
            counter.LastPage = page;
            return;
        }

        var inherited = _counters.Count < Capacity ? 0 : EvictRarest();
        _counters[key] = new Counter(headline)
        {
            Pages = inherited + 1,
            Inherited = inherited,
            LastPage = page,
        };
        _rarest.Enqueue(key, inherited + 1);
    }

    /// <summary>Returns the headlines on more than one page in descending order of pages. Near duplicates are counted together.</summary>
    /// <param name="maxCount">The maximum number of headlines.</param>
    public IReadOnlyList<(Classification Headline, long Pages, int Wordings)> GetTop(int maxCount)
    {
        var counters = _counters
            .Values.OrderByDescending(counter => counter.Pages)
            .ThenBy(counter => counter.Headline.Headline, StringComparer.Ordinal)
            .ToArray();
        var groups = NearDuplicates.Group([.. counters.Select(counter => counter.Headline.Headline)]);
        return
        [
            .. Enumerable
                .Range(0, counters.Length)
                .GroupBy(i => groups[i])
                .Select(group =>
                    (
                        counters[group.Key].Headline,
                        Pages: group.Sum(i => counters[i].Pages - counters[i].Inherited),
                        Wordings: group.Count()
                    )
                )
                .Where(repeated => repeated.Pages > 1)
                .OrderByDescending(repeated => repeated.Pages)
                .Take(maxCount),
        ];
    }

    // Priorities in the queue may be lower than the counts, which only grow. Outdated entries are enqueued again.
    private long EvictRarest()
    {
        while (true)
        {
            _rarest.TryDequeue(out var key, out var pages);
            var counter = _counters[key];
            if (counter.Pages == pages)
            {
                _counters.Remove(key);
                return pages;
            }

            _rarest.Enqueue(key, counter.Pages);
        }
    }

    private sealed class Counter(Classification headline)
    {
        public Classification Headline => headline;

        public long Pages { get; set; }

        public long Inherited { get; init; }

        public long LastPage { get; set; }
    }
}
