using System.Text;
using System.Text.Json;
using Classifier.Cli.Input;
using Classifier.Pages;

namespace Classifier.Cli.Sources;

/// <summary>Reads pages from JSON Lines: <c>{"url": "https://…", "html": "…"}</c>. The address may be left out; a line
/// without <c>html</c>, or one that is no JSON, is a bad page of its own.</summary>
internal static class JsonPages
{
    // Escapes make JSON longer than the page in it.
    private const int LongestLine = 4 * PageReader.MaxBytes;

    /// <summary>Reads all pages.</summary>
    public static IEnumerable<SourcePage> Read(string name, Stream stream)
    {
        using var reader = new StreamReader(
            stream,
            new UTF8Encoding(false),
            detectEncodingFromByteOrderMarks: true,
            bufferSize: 64 * 1024,
            leaveOpen: true
        );
        var number = 0L;
        foreach (var line in BoundedLineReader.ReadLines(reader, LongestLine))
        {
            number++;
            if (line is null)
            {
                yield return SourcePage.Bad($"{name}:{number}", $"the line has more than {LongestLine:N0} characters");
            }
            else if (!string.IsNullOrWhiteSpace(line))
            {
                yield return Parse($"{name}:{number}", line);
            }
        }
    }

    private static SourcePage Parse(string place, string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.ValueKind != JsonValueKind.Object || Text(json.RootElement, "html") is not { } html)
            {
                return SourcePage.Bad(place, "the line is no JSON object with a field \"html\"");
            }

            var url = Text(json.RootElement, "url");
            return Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                ? Page(url!, html, address)
                : Page(place, html, null);
        }
        catch (JsonException exception)
        {
            return SourcePage.Bad(place, $"the line is not JSON (at byte {exception.BytePositionInLine + 1})");
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // What System.Text.Json throws for an escape such as \ud800 that has no other half.
            return SourcePage.Bad(place, "the line holds half of a surrogate pair, which is no character");
        }
    }

    private static SourcePage Page(string name, string html, Uri? url) =>
        SourcePage.Of(
            name,
            () =>
            {
                var content = Encoding.UTF8.GetBytes(html);
                return content.Length == 0 ? throw new PageDefectException("the page is empty")
                    : content.Length > PageReader.MaxBytes ? throw BoundedContent.TooLarge()
                    : new PageBytes(content, Charset: "utf-8", Url: url);
            }
        );

    private static string? Text(JsonElement json, string field) =>
        json.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
