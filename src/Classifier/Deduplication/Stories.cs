namespace Classifier.Deduplication;

/// <summary>Numbers the stories of headlines: headlines that are worded alike have the same story.</summary>
public static class Stories
{
    /// <summary>The minimum similarity of headlines about the same story. It is below that of near duplicates, because sites reword
    /// headlines from agencies.</summary>
    internal const double MinSimilarity = 0.6;

    /// <summary>The default maximum number of headlines, which bounds the time that hostile input can take.</summary>
    public const int MaxHeadlines = 2_000;

    /// <summary>Numbers the stories.</summary>
    /// <param name="headlines">The headlines; null for entries without a story.</param>
    /// <param name="maxHeadlines">The maximum number of headlines; those beyond it get no number. Time and memory grow almost
    /// linearly with it.</param>
    /// <param name="maxThreads">The maximum number of threads; -1 for any number. By default only the calling thread.</param>
    /// <returns>For each headline the number of its story, from 1 in the order of first appearance; 0 if it has none.</returns>
    public static int[] Number(IReadOnlyList<string?> headlines, int maxHeadlines = MaxHeadlines, int maxThreads = 1)
    {
        int[] numbered =
        [
            .. Enumerable.Range(0, headlines.Count).Where(i => headlines[i] is not null).Take(maxHeadlines),
        ];
        var groups = NearDuplicates.Group([.. numbered.Select(i => headlines[i]!)], MinSimilarity, maxThreads);
        var stories = new int[headlines.Count];
        var count = 0;
        for (var i = 0; i < groups.Length; i++)
        {
            stories[numbered[i]] = groups[i] == i ? ++count : stories[numbered[groups[i]]];
        }

        return stories;
    }
}
