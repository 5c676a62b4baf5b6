using System.Text.Json;
using Classifier.Cli.Classifying;
using Classifier.Scoring;
using Classifier.Text;

namespace Classifier.Cli.Output;

/// <summary>Writes JSON Lines: for each row its classification or its error.</summary>
internal sealed class JsonRowWriter(Stream stream, bool reasons) : IRowWriter
{
    private readonly Utf8JsonWriter _json = new(stream, ClassificationJson.Options);

    /// <inheritdoc/>
    public void Write(ClassifiedRow row)
    {
        if (row.Classification is not null)
        {
            ClassificationJson.Write(_json, row.Classification, reasons, row.Row.Story);
        }
        else
        {
            _json.WriteStartObject();
            _json.WriteString("error"u8, row.Error);
            if (row.Row.File is { } file)
            {
                _json.WriteString("file"u8, PlainText.Clean(file));
            }

            _json.WriteNumber("row"u8, row.Row.Number);
            _json.WriteString("headline"u8, row.Row.Headline is null ? null : PlainText.Clean(row.Row.Headline));
            _json.WriteEndObject();
        }

        _json.Flush();
        _json.Reset();
        stream.WriteByte((byte)'\n');
    }

    /// <inheritdoc/>
    public void Flush() => stream.Flush();

    /// <inheritdoc/>
    public void Finish() => _json.Dispose();

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();
}
