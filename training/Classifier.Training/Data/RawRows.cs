using System.Text.Json;
using CsvHelper;

namespace Classifier.Training.Data;

/// <summary>Represents a row of a file before its cells are interpreted.</summary>
/// <param name="Line">The number of its first line, starting at 1.</param>
/// <param name="Columns">The columns of the cells.</param>
/// <param name="Cells">The cells.</param>
internal readonly record struct RawRow(int Line, HeadlineColumns Columns, string[] Cells);

/// <summary>Reads the rows of tables and JSON lines. Reports and skips malformed rows.</summary>
internal static class RawRows
{
    /// <summary>The separator between the topics of a row.</summary>
    public const char TopicSeparator = '|';

    /// <summary>Reads CSV or TSV with a header.</summary>
    public static IEnumerable<RawRow> ReadTable(
        TextReader reader,
        string path,
        CsvMode mode,
        char separator,
        Action<RowDefect> report
    )
    {
        using var csv = CsvReader.Create(
            reader,
            new CsvReaderOptions
            {
                Mode = mode,
                Separator = separator,
                TrackLineNumbers = true,
                MalformedData = CsvMalformedDataHandling.Skip,
                OnMalformedRecord = record =>
                    report(new RowDefect(RowDefectKind.Broken, record.LineNumber, null, Describe(record.Reason))),
            }
        );
        csv.ReadHeader();
        var columns = HeadlineColumns.Parse(csv.Headers, out var duplicate);
        if (columns.Header.Count == 0)
        {
            throw new TrainingDataException(
                $"{path}: the file is empty; the first line must contain the column names."
            );
        }

        if (duplicate is not null)
        {
            throw new TrainingDataException(
                $"{path}, line 1: “{duplicate}” occurs twice; rename or remove one of the columns."
            );
        }

        while (csv.Read())
        {
            var line = (int)csv.LineNumber;
            if (csv.FieldCount != columns.Header.Count)
            {
                report(
                    new RowDefect(
                        RowDefectKind.Broken,
                        line,
                        null,
                        $"the row has {csv.FieldCount} columns, but the header has {columns.Header.Count}."
                    )
                );
                continue;
            }

            var cells = new string[csv.FieldCount];
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = csv.GetString(i);
            }

            yield return new RawRow(line, columns, cells);
        }
    }

    /// <summary>Reads one JSON object per line.</summary>
    public static IEnumerable<RawRow> ReadJsonLines(TextReader reader, Action<RowDefect> report)
    {
        HeadlineColumns? columns = null;
        for (var line = 1; reader.ReadLine() is { } json; line++)
        {
            if (string.IsNullOrWhiteSpace(json))
            {
                continue;
            }

            if (Parse(json, line, ref columns, report) is { } cells)
            {
                yield return new RawRow(line, columns!, cells);
            }
        }
    }

    private static string[]? Parse(string json, int line, ref HeadlineColumns? columns, Action<RowDefect> report)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                report(new RowDefect(RowDefectKind.Broken, line, null, "the line is not a JSON object."));
                return null;
            }

            JsonProperty[] properties = [.. document.RootElement.EnumerateObject()];
            // Most rows have the same properties as the previous one.
            if (columns is null || !properties.Select(property => property.Name).SequenceEqual(columns.Header))
            {
                columns = HeadlineColumns.Parse(properties.Select(property => property.Name), out var duplicate);
                if (duplicate is not null)
                {
                    columns = null;
                    report(new RowDefect(RowDefectKind.Broken, line, null, $"“{duplicate}” occurs twice."));
                    return null;
                }
            }

            return [.. properties.Select(property => ReadCell(property.Value))];
        }
        catch (JsonException e)
        {
            report(
                new RowDefect(
                    RowDefectKind.Broken,
                    line,
                    $"byte {e.BytePositionInLine + 1}",
                    $"the line is not valid JSON: {e.Message.Split(" LineNumber:")[0]}"
                )
            );
            return null;
        }
    }

    private static string ReadCell(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? string.Join(TopicSeparator, value.EnumerateArray()) : value.ToString();

    private static string Describe(CsvMalformedReason reason) =>
        reason switch
        {
            CsvMalformedReason.UnterminatedQuote =>
                "a quoted cell starts here and is never closed, so the rest of the file cannot be read; "
                    + "close the quote, and double quotes inside a quoted cell.",
            CsvMalformedReason.StrayQuote or CsvMalformedReason.TextAfterClosingQuote =>
                "a cell contains a quote; quote the whole cell and double the quotes inside it.",
            _ => $"the row is not valid CSV ({reason}).",
        };
}
