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
        LabeledInput input,
        CsvMode mode,
        char separator,
        Action<RowDefect> report
    )
    {
        CsvMalformedReason? malformed = null;
        using var csv = CsvReader.Create(
            reader,
            new CsvReaderOptions
            {
                Mode = mode,
                Separator = separator,
                TrackLineNumbers = true,
                // Recovery takes quotes inside unquoted cells literally, as pandas does.
                MalformedData = CsvMalformedDataHandling.Recover,
                OnMalformedRecord = record => malformed = record.Reason,
            }
        );
        csv.ReadHeader();
        var columns = HeadlineColumns.Parse(csv.Headers, input.Options, out var duplicate);
        if (columns.Header.Count == 0)
        {
            throw new TrainingDataException(
                $"{input}: the file is empty; the first line must contain the column names."
            );
        }

        if (duplicate is not null)
        {
            throw new TrainingDataException(
                $"{input}, line 1: “{duplicate}” occurs twice; rename or remove one of the columns."
            );
        }

        while (csv.Read())
        {
            var line = (int)csv.LineNumber;
            if (malformed is { } reason)
            {
                malformed = null;
                var defect = Describe(reason, line);
                report(defect);
                if (defect.IsSkipped)
                {
                    continue;
                }
            }

            if (csv.FieldCount != columns.Header.Count)
            {
                report(
                    new RowDefect(
                        RowDefectKind.Broken,
                        line,
                        null,
                        $"the row has {Plural.Format(csv.FieldCount, "column")}, but the header has {columns.Header.Count}."
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
    public static IEnumerable<RawRow> ReadJsonLines(
        TextReader reader,
        LabeledInputOptions options,
        Action<RowDefect> report
    )
    {
        HeadlineColumns? columns = null;
        for (var line = 1; reader.ReadLine() is { } json; line++)
        {
            if (string.IsNullOrWhiteSpace(json))
            {
                continue;
            }

            if (Parse(json, line, options, ref columns, report) is { } cells)
            {
                yield return new RawRow(line, columns!, cells);
            }
        }
    }

    /// <summary>Reads a JSON array of objects.</summary>
    public static IEnumerable<RawRow> ReadJsonArray(
        ReadOnlyMemory<byte> bytes,
        LabeledInputOptions options,
        Action<RowDefect> report
    )
    {
        HeadlineColumns? columns = null;
        foreach (var (line, element) in new JsonArray(bytes, report).Read())
        {
            if (ReadObject(element, line, options, ref columns, report) is { } cells)
            {
                yield return new RawRow(line, columns!, cells);
            }
        }
    }

    private static string[]? Parse(
        string json,
        int line,
        LabeledInputOptions options,
        ref HeadlineColumns? columns,
        Action<RowDefect> report
    )
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return ReadObject(document.RootElement, line, options, ref columns, report);
        }
        catch (JsonException e)
        {
            report(JsonArray.CreateDefect(line, e));
            return null;
        }
        catch (ArgumentException)
        {
            report(new RowDefect(RowDefectKind.Broken, line, null, "a text is not valid Unicode."));
            return null;
        }
    }

    private static string[]? ReadObject(
        JsonElement json,
        int line,
        LabeledInputOptions options,
        ref HeadlineColumns? columns,
        Action<RowDefect> report
    )
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            report(new RowDefect(RowDefectKind.Broken, line, null, "the value is not a JSON object."));
            return null;
        }

        try
        {
            JsonProperty[] properties = [.. json.EnumerateObject()];
            // Most rows have the same properties as the previous one.
            if (columns is null || !properties.Select(property => property.Name).SequenceEqual(columns.Header))
            {
                columns = HeadlineColumns.Parse(
                    properties.Select(property => property.Name),
                    options,
                    out var duplicate
                );
                if (duplicate is not null)
                {
                    columns = null;
                    report(new RowDefect(RowDefectKind.Broken, line, null, $"“{duplicate}” occurs twice."));
                    return null;
                }
            }

            return [.. properties.Select(property => ReadCell(property.Value))];
        }
        catch (InvalidOperationException)
        {
            // System.Text.Json throws this for an escape such as \ud800 without its other half.
            columns = null;
            report(new RowDefect(RowDefectKind.Broken, line, null, "a text is not valid Unicode."));
            return null;
        }
    }

    private static string ReadCell(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? string.Join(TopicSeparator, value.EnumerateArray()) : value.ToString();

    private static RowDefect Describe(CsvMalformedReason reason, int line) =>
        reason switch
        {
            CsvMalformedReason.UnterminatedQuote => new RowDefect(
                RowDefectKind.Broken,
                line,
                null,
                "a quoted cell starts here and is never closed, so the rest of the file cannot be read; "
                    + "close the quote, and double quotes inside a quoted cell."
            ),
            CsvMalformedReason.StrayQuote or CsvMalformedReason.TextAfterClosingQuote => new RowDefect(
                RowDefectKind.LiteralQuotes,
                line,
                null,
                "a cell that is not quoted contains quotes, which are read as part of its text."
            ),
            _ => new RowDefect(RowDefectKind.Broken, line, null, "the row is not valid CSV."),
        };
}
