using Classifier.Deduplication;
using Classifier.Text;

namespace Classifier.Cli.Reports;

/// <summary>Finds stories that several sites have, by near-duplicate headlines, to compare how they word them. Memory is limited:
/// beyond a fixed number of headlines, further ones are not compared.</summary>
internal sealed class SharedStories
{
    private const int Capacity = 20_000;

    private readonly Dictionary<(string Site, ulong Key), ReportHeadline> _headlines = [];
    private readonly TokenizedHeadline _workspace = new();

    /// <summary>Adds a headline.</summary>
    public void Add(ReportHeadline headline)
    {
        var key = (headline.Site, HeadlineKey.Compute(headline.Headline.Headline, _workspace));
        if (_headlines.Count < Capacity)
        {
            _headlines.TryAdd(
                key,
                headline with
                {
                    Page = headline.Page with { Modules = [] },
                    Module = headline.Module with { Items = [] },
                }
            );
        }
    }

    /// <summary>Returns the stories on the largest number of sites, each with one headline per site in descending order of
    /// clickbait.</summary>
    /// <param name="maxCount">The maximum number of stories.</param>
    public IReadOnlyList<IReadOnlyList<ReportHeadline>> GetTop(int maxCount)
    {
        var headlines = _headlines.Values.ToArray();
        var stories = Stories.Number([.. headlines.Select(headline => headline.Headline.Headline)], Capacity, -1);
        return
        [
            .. Enumerable
                .Range(0, headlines.Length)
                .GroupBy(i => stories[i], i => headlines[i])
                .Select(story =>
                    (IReadOnlyList<ReportHeadline>)
                        [
                            .. story
                                .OrderByDescending(headline => headline.Headline.Clickbait.Score)
                                .DistinctBy(headline => headline.Site),
                        ]
                )
                .Where(story => story.Count > 1)
                .OrderByDescending(story => story.Count)
                .ThenByDescending(story => story[0].Headline.Clickbait.Score - story[^1].Headline.Clickbait.Score)
                .Take(maxCount),
        ];
    }
}
