using CsvHelper;

namespace Classifier.Training.Data.Importing;

/// <summary>Reads public data sets in their original formats. Users choose the format by name, because a CSV file without a
/// header, or two files that belong together, cannot be detected reliably.</summary>
public static class Import
{
    /// <summary>Gets the formats by their names on the command line.</summary>
    public static IReadOnlyDictionary<string, ImportFormat> Formats { get; } =
        new Dictionary<string, ImportFormat>
        {
            ["ag-news"] = new("AG News: train.csv, test.csv (class, title, description)", AgNews.Read),
            ["huffpost"] = new(
                "HuffPost News Category Dataset: one JSON object per line (headline, category, date)",
                HuffPost.Read
            ),
            ["uci-news"] = new("UCI News Aggregator: newsCorpora.csv (tab-separated, without a header)", UciNews.Read),
            ["webis-clickbait"] = new(
                "Webis-Clickbait-17: instances.jsonl and truth.jsonl (text and mean judgment of each post)",
                WebisClickbait.Read
            ),
            ["stop-clickbait"] = new(
                "Stop Clickbait: clickbait_data.gz and non_clickbait_data.gz (one headline per line)",
                StopClickbait.Read
            ),
            ["fasttext"] = new("fastText: one or more labels (__label__NAME) and the text on each line", FastText.Read),
        };

    /// <summary>Reads the rows of a table that does not need a header. Reports and skips rows with too few columns.</summary>
    internal static IEnumerable<(int Line, CsvReader Cells)> ReadTable(
        string path,
        CsvMode mode,
        char separator,
        int columns,
        Action<RowDefect> report
    )
    {
        using var reader = OpenText(path, report, out var broken);
        using var csv = CsvReader.Create(
            reader,
            new CsvReaderOptions
            {
                HasHeader = false,
                Mode = mode,
                Separator = separator,
                TrackLineNumbers = true,
            }
        );
        while (csv.Read())
        {
            if (broken.Contains(csv.LineNumber))
            {
                continue;
            }

            if (csv.FieldCount >= columns)
            {
                yield return ((int)csv.LineNumber, csv);
            }
            else
            {
                report(
                    new RowDefect(
                        RowDefectKind.Broken,
                        csv.LineNumber,
                        null,
                        $"the row has {csv.FieldCount} columns, but needs {columns}."
                    )
                );
            }
        }
    }

    /// <summary>Reads the nonempty lines of a file. Reports and skips lines with invalid UTF-8.</summary>
    internal static IEnumerable<(int Line, string Text)> ReadLines(string path, Action<RowDefect> report)
    {
        using var reader = OpenText(path, report, out var broken);
        for (var line = 1; reader.ReadLine() is { } text; line++)
        {
            if (!string.IsNullOrWhiteSpace(text) && !broken.Contains(line))
            {
                yield return (line, text);
            }
        }
    }

    private static StreamReader OpenText(string path, Action<RowDefect> report, out HashSet<long> broken)
    {
        var bytes = FileBytes.Read(path);
        broken = [];
        foreach (var defect in FileBytes.FindInvalidUtf8(bytes))
        {
            report(defect);
            broken.Add(defect.Line);
        }

        return FileBytes.OpenReader(bytes);
    }
}

/// <summary>Represents a format that can be imported.</summary>
/// <param name="Description">A description of the format and its files.</param>
/// <param name="Read">Reads labeled headlines from a file or folder and reports invalid rows.</param>
public sealed record ImportFormat(
    string Description,
    Func<string, Action<RowDefect>, IEnumerable<LabeledHeadline>> Read
);
