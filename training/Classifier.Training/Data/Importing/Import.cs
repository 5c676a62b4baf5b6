using CsvHelper;

namespace Classifier.Training.Data.Importing;

/// <summary>Reads public data sets as they are given out. Each has a command of its own rather than being guessed: a CSV
/// without a header and two files that belong together cannot be told from other files by looking at them.</summary>
public static class Import
{
    /// <summary>The formats, by their names on the command line.</summary>
    public static IReadOnlyDictionary<string, ImportFormat> Formats { get; } =
        new Dictionary<string, ImportFormat>
        {
            ["ag-news"] = new("AG News: train.csv, test.csv (class, title, description)", AgNews.Read),
            ["huffpost"] = new(
                "HuffPost News Category Dataset: an object a line (headline, category, date)",
                HuffPost.Read
            ),
            ["uci-news"] = new(
                "UCI News Aggregator: newsCorpora.csv (separated by tabs, without a header)",
                UciNews.Read
            ),
            ["webis-clickbait"] = new(
                "Webis-Clickbait-17: instances.jsonl and truth.jsonl, the posts' texts with the judges' mean",
                WebisClickbait.Read
            ),
            ["stop-clickbait"] = new(
                "Stop Clickbait: clickbait_data.gz and non_clickbait_data.gz, a headline a line",
                StopClickbait.Read
            ),
            ["fasttext"] = new("fastText: __label__NAME before the text, one or several", FastText.Read),
        };

    /// <summary>The rows of a table without a header, or with the header given; others are reported.</summary>
    internal static IEnumerable<(int Line, CsvReader Cells)> Table(
        string path,
        CsvMode mode,
        char separator,
        int columns,
        Action<RowDefect> report
    )
    {
        using var reader = Text(path, report, out var broken);
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
                        $"{csv.FieldCount} columns where there should be {columns}."
                    )
                );
            }
        }
    }

    /// <summary>The lines of a file that are not empty; what is not UTF-8 is reported.</summary>
    internal static IEnumerable<(int Line, string Text)> Lines(string path, Action<RowDefect> report)
    {
        using var reader = Text(path, report, out var broken);
        for (var line = 1; reader.ReadLine() is { } text; line++)
        {
            if (!string.IsNullOrWhiteSpace(text) && !broken.Contains(line))
            {
                yield return (line, text);
            }
        }
    }

    private static StreamReader Text(string path, Action<RowDefect> report, out HashSet<long> broken)
    {
        var bytes = FileBytes.Read(path);
        broken = [];
        foreach (var defect in FileBytes.NotUtf8(bytes))
        {
            report(defect);
            broken.Add(defect.Line);
        }

        return FileBytes.Reader(bytes);
    }
}

/// <summary>A format that can be imported.</summary>
/// <param name="Description">Which files it takes.</param>
/// <param name="Read">Reads one file, or a folder, into labeled headlines; tells what is wrong with rows.</param>
public sealed record ImportFormat(
    string Description,
    Func<string, Action<RowDefect>, IEnumerable<LabeledHeadline>> Read
);
