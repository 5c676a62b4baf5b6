using System.Text;
using System.Text.Json;

namespace Classifier.Cli.Input;

/// <summary>Streams the objects of a JSON array. Invalid JSON ends the rows with an error.</summary>
internal sealed class JsonArrayRowReader : IHeadlineReader
{
    private readonly Stream _stream;
    private readonly IEnumerator<HeadlineRow> _rows;

    /// <summary>Creates a reader.</summary>
    /// <param name="stream">The JSON.</param>
    /// <param name="encoding">The encoding; null for UTF-8.</param>
    /// <param name="field">The field that holds the headline.</param>
    public JsonArrayRowReader(Stream stream, Encoding? encoding, HeadlineColumn field)
    {
        _stream = encoding is null ? stream : Encoding.CreateTranscodingStream(stream, encoding, Encoding.UTF8);
        _rows = Rows(_stream, field).GetEnumerator();
    }

    /// <inheritdoc/>
    public long Skip(long count)
    {
        var skipped = 0L;
        while (skipped < count && _rows.MoveNext())
        {
            skipped++;
        }

        return skipped;
    }

    /// <inheritdoc/>
    public IEnumerable<HeadlineRow> Read()
    {
        while (_rows.MoveNext())
        {
            yield return _rows.Current;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rows.Dispose();
        _stream.Dispose();
    }

    private static IEnumerable<HeadlineRow> Rows(Stream utf8, HeadlineColumn field)
    {
        using var elements = JsonSerializer
            .DeserializeAsyncEnumerable<JsonElement>(utf8)
            .ToBlockingEnumerable()
            .GetEnumerator();
        for (var number = 1L; ; number++)
        {
            string? error = null;
            try
            {
                if (!elements.MoveNext())
                {
                    yield break;
                }
            }
            catch (JsonException)
            {
                error = "the rest of the file is not a JSON array of objects";
            }

            if (error is not null)
            {
                yield return HeadlineRow.Invalid(number, error);
                yield break;
            }

            yield return JsonLinesRowReader.Interpret(number, elements.Current, field);
        }
    }
}
