using System.Globalization;
using CsvHelper;

namespace Classifier.Training.Data.Importing;

/// <summary>Reads the UCI News Aggregator data set (Gasparetti 2016): tab-separated rows of id, title, URL, publisher, category,
/// story, host, and time in milliseconds since 1970.</summary>
internal static class UciNews
{
    private static readonly Dictionary<string, string> Categories = new()
    {
        ["b"] = "business",
        ["t"] = "science and technology",
        ["e"] = "entertainment",
        ["m"] = "health",
    };

    public static IEnumerable<LabeledHeadline> Read(string path, Action<RowDefect> report)
    {
        foreach (var (line, cells) in Import.ReadTable(path, CsvMode.NoEscape, '\t', 8, report))
        {
            if (!Categories.TryGetValue(cells.GetString(4), out var category))
            {
                report(
                    new RowDefect(
                        RowDefectKind.BadValue,
                        line,
                        "column 5",
                        $"“{cells.GetString(4)}” is not one of the categories b, t, e, and m."
                    )
                );
                continue;
            }

            var time =
                long.TryParse(cells.GetString(7), CultureInfo.InvariantCulture, out var milliseconds)
                && milliseconds is > 0 and < 253_402_300_800_000
                    ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
                    : (DateTimeOffset?)null;
            var publisher = cells.GetString(3).Trim();
            yield return new LabeledHeadline(
                cells.GetString(1).Trim(),
                category,
                null,
                LabelOrigin.Source,
                publisher.Length > 0 ? publisher.ToLowerInvariant() : "uci news aggregator",
                1,
                false,
                Date: time is { } known ? DateOnly.FromDateTime(known.UtcDateTime) : null
            );
        }
    }
}
