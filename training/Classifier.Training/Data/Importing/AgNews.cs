using System.Globalization;
using CsvHelper;

namespace Classifier.Training.Data.Importing;

/// <summary>AG's corpus of news articles as Zhang, Zhao and LeCun (2015) cut it: CSV with class 1 to 4, title and description,
/// in some copies with a header.</summary>
internal static class AgNews
{
    private static readonly string[] Classes = ["World", "Sports", "Business", "Sci/Tech"];

    public static IEnumerable<LabeledHeadline> Read(string path, Action<RowDefect> report)
    {
        foreach (var (line, cells) in Import.Table(path, CsvMode.Rfc4180, ',', 2, report))
        {
            var label = cells.GetString(0);
            if (line == 1 && !int.TryParse(label, CultureInfo.InvariantCulture, out _))
            {
                continue;
            }

            if (
                int.TryParse(label, CultureInfo.InvariantCulture, out var number)
                && number >= 1
                && number <= Classes.Length
            )
            {
                yield return new LabeledHeadline(
                    cells.GetString(1).Trim(),
                    Classes[number - 1],
                    null,
                    LabelOrigin.Source,
                    "ag news",
                    1,
                    false
                );
            }
            else
            {
                report(
                    new RowDefect(
                        RowDefectKind.BadValue,
                        line,
                        "column 1",
                        $"“{label}” is not a class, 1 to {Classes.Length}."
                    )
                );
            }
        }
    }
}
