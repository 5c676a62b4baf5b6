using System.Text.Json;
using CsvHelper;

namespace Classifier.Training.Data;

/// <summary>A row as it stands in its file.</summary>
/// <param name="Line">The line where it begins, from 1.</param>
/// <param name="Columns">What its cells are.</param>
/// <param name="Cells">The cells.</param>
internal readonly record struct RawRow(int Line, HeadlineColumns Columns, string[] Cells);

/// <summary>Reads rows one after the other; a row that is broken is reported and left out.</summary>
internal static class RawRows
{
    /// <summary>What separates several topics of a row.</summary>
    public const char TopicSeparator = '|';

    /// <summary>Reads CSV or TSV whose first line names the columns.</summary>
    public static IEnumerable<RawRow> Table(
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
                    report(new RowDefect(RowDefectKind.Broken, record.LineNumber, null, Problem(record.Reason))),
            }
        );
        csv.ReadHeader();
        var columns = HeadlineColumns.Of(csv.Headers, out var twice);
        if (columns.Header.Count == 0)
        {
            throw new TrainingDataException($"{path}: the file is empty; its first line must name the columns.");
        }

        if (twice is not null)
        {
            throw new TrainingDataException(
                $"{path}, line 1: “{twice}” occurs twice; rename or drop one of the columns."
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
                        $"{csv.FieldCount} columns where the header has {columns.Header.Count}."
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

    /// <summary>Reads a JSON object a line.</summary>
    public static IEnumerable<RawRow> JsonLines(TextReader reader, Action<RowDefect> report)
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
                report(new RowDefect(RowDefectKind.Broken, line, null, "not a JSON object."));
                return null;
            }

            JsonProperty[] properties = [.. document.RootElement.EnumerateObject()];
            // Most rows have the same properties as the one before.
            if (columns is null || !properties.Select(property => property.Name).SequenceEqual(columns.Header))
            {
                columns = HeadlineColumns.Of(properties.Select(property => property.Name), out var twice);
                if (twice is not null)
                {
                    columns = null;
                    report(new RowDefect(RowDefectKind.Broken, line, null, $"“{twice}” occurs twice."));
                    return null;
                }
            }

            return [.. properties.Select(property => Cell(property.Value))];
        }
        catch (JsonException e)
        {
            report(
                new RowDefect(
                    RowDefectKind.Broken,
                    line,
                    $"byte {e.BytePositionInLine + 1}",
                    $"not JSON: {e.Message.Split(" LineNumber:")[0]}"
                )
            );
            return null;
        }
    }

    private static string Cell(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? string.Join(TopicSeparator, value.EnumerateArray()) : value.ToString();

    private static string Problem(CsvMalformedReason reason) =>
        reason switch
        {
            CsvMalformedReason.UnterminatedQuote =>
                "the quote that begins a cell here is never closed, so that all that follows is lost; "
                    + "close it, or double quotes inside a quoted cell.",
            CsvMalformedReason.StrayQuote or CsvMalformedReason.TextAfterClosingQuote =>
                "a quote stands inside a cell; quote the whole cell and double the quotes inside.",
            _ => $"not a row of CSV ({reason}).",
        };
}
