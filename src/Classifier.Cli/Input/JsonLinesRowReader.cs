using System.Text.Json;

namespace Classifier.Cli.Input;

/// <summary>Reads one JSON object per line. Empty lines are skipped, as is usual in JSON Lines.</summary>
/// <param name="reader">The text.</param>
/// <param name="field">The field that holds the headline.</param>
internal sealed class JsonLinesRowReader(TextReader reader, HeadlineColumn field) : IHeadlineReader
{
    private readonly BoundedLineReader _lines = new(reader);
    private long _number;

    /// <inheritdoc/>
    public long Skip(long count)
    {
        var skipped = 0L;
        using var lines = Lines().GetEnumerator();
        while (skipped < count && lines.MoveNext())
        {
            skipped++;
        }

        return skipped;
    }

    /// <inheritdoc/>
    public IEnumerable<HeadlineRow> Read() =>
        Lines()
            .Select(line =>
                line is null
                    ? HeadlineRow.Invalid(
                        _number,
                        $"the line is longer than {BoundedLineReader.DefaultMaxLength:N0} characters"
                    )
                    : Parse(_number, line, field)
            );

    /// <inheritdoc/>
    public void Dispose() => reader.Dispose();

    /// <summary>Converts a JSON value to a row.</summary>
    public static HeadlineRow Interpret(long number, JsonElement json, HeadlineColumn field)
    {
        try
        {
            return json.ValueKind != JsonValueKind.Object
                    ? HeadlineRow.Invalid(number, $"the value is not a JSON object with a field {field.DisplayName}")
                : FindField(json, field) is not { } value
                    ? HeadlineRow.Invalid(number, $"the object has no field {field.DisplayName}")
                : value.ValueKind != JsonValueKind.String
                    ? HeadlineRow.Invalid(number, $"the field {field.DisplayName} is not a string")
                : HeadlineRow.FromText(number, value.GetString()!);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // System.Text.Json throws these for an escape such as \ud800 without its other half.
            return HeadlineRow.Invalid(number, "the value contains an unpaired surrogate");
        }
    }

    private IEnumerable<string?> Lines()
    {
        foreach (var line in _lines.ReadLines())
        {
            _number++;
            if (line is null || !string.IsNullOrWhiteSpace(line))
            {
                yield return line;
            }
        }
    }

    private static HeadlineRow Parse(long number, string line, HeadlineColumn field)
    {
        if (line.Contains(HeadlineSource.InvalidByteMarker))
        {
            return HeadlineRow.Invalid(
                number,
                "the line is not UTF-8; give its encoding, often --encoding windows-1252"
            );
        }

        try
        {
            using var json = JsonDocument.Parse(line);
            return Interpret(number, json.RootElement, field);
        }
        catch (JsonException exception)
        {
            return HeadlineRow.Invalid(number, $"the line is not JSON (at byte {exception.BytePositionInLine + 1})");
        }
    }

    private static JsonElement? FindField(JsonElement json, HeadlineColumn field)
    {
        foreach (var name in field.Names)
        {
            foreach (var property in json.EnumerateObject())
            {
                if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return property.Value;
                }
            }
        }

        return null;
    }
}
