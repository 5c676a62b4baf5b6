using System.CommandLine.Parsing;
using System.Globalization;

namespace Classifier.Cli.CommandLine;

/// <summary>Represents one of several parts that are processed separately, usually on several machines. Parts are contiguous, so
/// that their results in the order of the parts are the result of the whole.</summary>
/// <param name="Index">The number of the part, from 0.</param>
/// <param name="Count">The number of parts.</param>
internal readonly record struct Shard(int Index, int Count)
{
    /// <summary>Parses a part in the form <c>3/100</c>.</summary>
    public static Shard? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (
            text.Split('/') is [var first, var second]
            && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && index < count
        )
        {
            return new Shard(index, count);
        }

        result.AddError(
            $"--shard must be I/N, the part I of N parts, numbered from 0, such as 0/100 to 99/100, not '{text}'."
        );
        return null;
    }

    /// <summary>Returns the range of this part among items of equal size.</summary>
    /// <param name="total">The number of items.</param>
    /// <returns>The first item of the part and the first item after it.</returns>
    public (long Start, long End) GetRange(long total) =>
        ((long)((Int128)total * Index / Count), (long)((Int128)total * (Index + 1) / Count));

    /// <summary>Returns the items of this part, in their order. Each item belongs to the part in which its middle is, so that parts
    /// have about the same size.</summary>
    /// <param name="items">All items.</param>
    /// <param name="length">The size of an item.</param>
    public List<T> Select<T>(IReadOnlyList<T> items, Func<T, long> length)
    {
        // Empty items have a size as well, so that every item has a place.
        var total = items.Sum(item => length(item) + 1);
        var selected = new List<T>();
        var start = 0L;
        foreach (var item in items)
        {
            var middle = start + ((length(item) + 1) / 2);
            if ((Int128)middle * Count / total == Index)
            {
                selected.Add(item);
            }

            start += length(item) + 1;
        }

        return selected;
    }
}
