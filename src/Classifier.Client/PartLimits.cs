using Classifier.V1;

namespace Classifier.Client;

/// <summary>Represents the limits of the parts that items are sent in.</summary>
/// <param name="Items">The maximum number of items.</param>
/// <param name="Bytes">The maximum size of the items in a message, in bytes.</param>
/// <param name="HeadlineCharacters">The maximum length of a headline, in Unicode characters.</param>
internal readonly record struct PartLimits(long Items, long Bytes, int HeadlineCharacters)
{
    /// <summary>The maximum bytes that a message takes for the tag and the length of an item or of the options.</summary>
    private const int PrefixBytes = 6;

    /// <summary>An explained headline counts as so many for the accurate model.</summary>
    private const int ExplainedItems = 12;

    /// <summary>Derives the limits from those of a server.</summary>
    /// <param name="limits">The limits of the server.</param>
    /// <param name="options">The options of the items.</param>
    /// <param name="concurrency">The number of parts that share the limits of a caller.</param>
    public static PartLimits Create(Limits limits, ClassifyOptions? options, int concurrency)
    {
        var items = Math.Min(limits.MaxBatchItems, limits.MaxItemsPerCaller / concurrency);
        if (options is { Model: "accurate" })
        {
            var each = options.Explain ? ExplainedItems : 1;
            items = Math.Min(items, limits.MaxAccurateItemsPerCaller / each / concurrency);
        }

        // The response counts as well.
        var bytes = Math.Min(limits.MaxMessageBytes, limits.MaxBytesPerCaller / concurrency / 2);
        return new PartLimits(
            Math.Max(1, items),
            bytes - (options?.CalculateSize() ?? 0) - PrefixBytes,
            limits.MaxHeadlineCharacters
        );
    }

    /// <summary>Returns the size of an item in a message, in bytes.</summary>
    public static long GetBytes(ClassifyItem item) => item.CalculateSize() + PrefixBytes;

    /// <summary>Returns an item that fits into a message. A headline that does not is shortened; it stays too long, so that the
    /// server reports it as the error of its item.</summary>
    public ClassifyItem Fit(ClassifyItem item) =>
        GetBytes(item) <= Bytes
            ? item
            : new ClassifyItem
            {
                Id = item.Id,
                Headline = item.Headline[..Math.Min(item.Headline.Length, 2 * (HeadlineCharacters + 1))],
            };

    /// <summary>Splits a batch.</summary>
    /// <param name="items">The items.</param>
    /// <param name="options">Their options. Items whose stories are numbered are not split.</param>
    /// <returns>The index of the first item of each part, and its request.</returns>
    public IEnumerable<(int Start, ClassifyBatchRequest Request)> Split(
        IReadOnlyList<ClassifyItem> items,
        ClassifyOptions? options
    )
    {
        var isWhole = options is { Cluster: true };
        for (var i = 0; i < items.Count; )
        {
            var start = i;
            var request = new ClassifyBatchRequest { Options = options };
            for (var bytes = 0L; i < items.Count; i++)
            {
                var item = Fit(items[i]);
                bytes += GetBytes(item);
                if (!isWhole && request.Items.Count > 0 && (request.Items.Count == Items || bytes > Bytes))
                {
                    break;
                }

                request.Items.Add(item);
            }

            yield return (start, request);
        }
    }
}
