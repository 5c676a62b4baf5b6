using System.Text;
using System.Text.Json;
using Classifier.Cli.Input;
using Classifier.Pages;

namespace Classifier.Cli.Sources;

/// <summary>Reads pages from JSON Lines: <c>{"url": "https://…", "html": "…"}</c>. The URL is optional. A line that is not valid
/// JSON or has no <c>html</c> results in a failed page.</summary>
internal static class JsonPages
{
    // Escapes make a JSON string longer than the page that it contains.
    private const int MaxLineLength = 4 * PageReader.MaxBytes;

    /// <summary>Reads all lines.</summary>
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
        foreach (var line in new BoundedLineReader(reader, MaxLineLength).ReadLines())
        {
            number++;
            if (line is null)
            {
                yield return SourcePage.Failed(
                    $"{name}:{number}",
                    $"the line has more than {MaxLineLength:N0} characters"
                );
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
                return SourcePage.Failed(place, "the line is not a JSON object with a property \"html\"");
            }

            var url = Text(json.RootElement, "url");
            return Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                ? Page(url!, html, address)
                : Page(place, html, null);
        }
        catch (JsonException exception)
        {
            return SourcePage.Failed(place, $"the line is not JSON (at byte {exception.BytePositionInLine + 1})");
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // System.Text.Json throws these for an escaped unpaired surrogate such as \ud800.
            return SourcePage.Failed(place, "the line contains an unpaired surrogate, which is not a valid character");
        }
    }

    private static SourcePage Page(string name, string html, Uri? url) =>
        SourcePage.Of(
            name,
            () =>
            {
                var content = Encoding.UTF8.GetBytes(html);
                return content.Length == 0 ? throw new PageReadException("the page is empty")
                    : content.Length > PageReader.MaxBytes ? throw BoundedContent.TooLarge()
                    : new PageBytes(content, Charset: "utf-8", Url: url);
            }
        );

    private static string? Text(JsonElement json, string field) =>
        json.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
