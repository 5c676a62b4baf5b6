using System.Globalization;
using CsvHelper;

namespace Classifier.Training.Data.Importing;

/// <summary>Reads the AG News subset of Zhang, Zhao and LeCun (2015): CSV with class 1 to 4, title, and description. Some copies
/// have a header.</summary>
internal static class AgNews
{
    private static readonly string[] Classes = ["World", "Sports", "Business", "Sci/Tech"];

    public static IEnumerable<LabeledHeadline> Read(string path, Action<RowDefect> report)
    {
        foreach (var (line, cells) in Import.ReadTable(path, CsvMode.Rfc4180, ',', 2, report))
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
                        $"“{label}” is not a class from 1 to {Classes.Length}."
                    )
                );
            }
        }
    }
}
