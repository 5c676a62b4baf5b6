using System.Text;
using System.Text.Json;

namespace Classifier.Training.Data;

/// <summary>Reads the elements of a JSON array one by one.</summary>
internal sealed class JsonArray(ReadOnlyMemory<byte> bytes, Action<RowDefect> report)
{
    private int _position = bytes.Span.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
    private int _line = 1;
    private bool _isOpen;
    private JsonReaderState _state;

    /// <summary>Reads the elements with the numbers of their first lines. Reports invalid JSON and stops there.</summary>
    public IEnumerable<(int Line, JsonElement Element)> Read()
    {
        while (ReadNext() is { } element)
        {
            yield return element;
        }
    }

    /// <summary>Returns the defect of invalid JSON.</summary>
    public static RowDefect CreateDefect(long line, JsonException e) =>
        new(
            RowDefectKind.Broken,
            line,
            $"byte {e.BytePositionInLine + 1}",
            $"the JSON is not valid: {e.Message.Split(" LineNumber:")[0]}"
        );

    private (int Line, JsonElement Element)? ReadNext()
    {
        var rest = bytes.Span[_position..];
        var reader = new Utf8JsonReader(rest, isFinalBlock: true, _state);
        try
        {
            if (!_isOpen)
            {
                _isOpen = reader.Read() && reader.TokenType == JsonTokenType.StartArray;
                if (!_isOpen)
                {
                    report(
                        new RowDefect(RowDefectKind.Broken, _line, null, "the file is not a JSON array of objects.")
                    );
                    return null;
                }
            }

            if (!reader.Read() || reader.TokenType == JsonTokenType.EndArray)
            {
                return null;
            }

            var line = _line + rest[..(int)reader.TokenStartIndex].Count((byte)'\n');
            var element = JsonElement.ParseValue(ref reader);
            var consumed = (int)reader.BytesConsumed;
            _line += rest[..consumed].Count((byte)'\n');
            _position += consumed;
            _state = reader.CurrentState;
            return (line, element);
        }
        catch (JsonException e)
        {
            report(CreateDefect((e.LineNumber ?? 0) + 1, e));
            return null;
        }
    }
}
