using System.Text;
using System.Text.Json;

namespace Classifier.Cli.Input;

/// <summary>Streams the objects of a JSON array.</summary>
internal static class JsonArrayRowReader
{
    /// <summary>Reads all elements. Invalid JSON ends the rows with an error.</summary>
    /// <param name="stream">The JSON.</param>
    /// <param name="encoding">The encoding; null for UTF-8.</param>
    /// <param name="field">The field that holds the headline.</param>
    public static IEnumerable<HeadlineRow> Read(Stream stream, Encoding? encoding, HeadlineColumn field)
    {
        var utf8 = encoding is null ? stream : Encoding.CreateTranscodingStream(stream, encoding, Encoding.UTF8, true);
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
