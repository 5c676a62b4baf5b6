namespace Classifier.Deduplication;

/// <summary>Numbers the stories of headlines: headlines that are worded alike have the same story.</summary>
public static class Stories
{
    /// <summary>The minimum similarity of headlines about the same story. It is below that of near duplicates, because sites reword
    /// headlines from agencies.</summary>
    public const double MinSimilarity = 0.6;

    /// <summary>The maximum number of headlines, which bounds the time that hostile ones take.</summary>
    public const int MaxHeadlines = 2_000;

    /// <summary>Numbers the stories on the calling thread.</summary>
    /// <param name="headlines">The headlines; null for entries without a story. Those beyond <see cref="MaxHeadlines"/> get none.</param>
    /// <returns>For each headline the number of its story, from 1, in the order of their first headlines; 0 if it has none.</returns>
    public static int[] Number(IReadOnlyList<string?> headlines)
    {
        int[] numbered =
        [
            .. Enumerable.Range(0, headlines.Count).Where(i => headlines[i] is not null).Take(MaxHeadlines),
        ];
        var groups = NearDuplicates.Group([.. numbered.Select(i => headlines[i]!)], MinSimilarity, maxThreads: 1);
        var stories = new int[headlines.Count];
        var count = 0;
        for (var i = 0; i < groups.Length; i++)
        {
            stories[numbered[i]] = groups[i] == i ? ++count : stories[numbered[groups[i]]];
        }

        return stories;
    }
}
