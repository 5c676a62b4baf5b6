using System.Net;

namespace Classifier.Cli.Web;

/// <summary>What a site answered to a request, read to its end.</summary>
/// <param name="Status">The status.</param>
/// <param name="Location">Where it leads, for a redirect that says so; else null.</param>
/// <param name="RetryAfter">How long the site asks to wait; null when it does not.</param>
/// <param name="Charset">The charset of the content; null when the site does not say.</param>
/// <param name="Content">The content of an answer of status 200, else empty.</param>
internal sealed record WebAnswer(
    HttpStatusCode Status,
    Uri? Location,
    TimeSpan? RetryAfter,
    string? Charset,
    ReadOnlyMemory<byte> Content
)
{
    /// <summary>Whether the site may answer otherwise in a moment.</summary>
    public bool IsPassing => (int)Status >= 500 || Status == HttpStatusCode.TooManyRequests;

    /// <summary>Reads an answer.</summary>
    /// <param name="response">The answer, of which the headers are there.</param>
    /// <param name="asked">The address that was asked for.</param>
    /// <param name="mostBytes">The most bytes of content that are read; one more tells that there are too many.</param>
    /// <param name="stop">Ends the reading.</param>
    public static async Task<WebAnswer> ReadAsync(
        HttpResponseMessage response,
        Uri asked,
        int mostBytes,
        CancellationToken stop
    )
    {
        var headers = response.Headers;
        var location =
            (int)response.StatusCode is >= 300 and < 400 && headers.Location is { } next ? new Uri(asked, next) : null;
        var wait = headers.RetryAfter?.Delta ?? headers.RetryAfter?.Date - DateTimeOffset.UtcNow;
        return new WebAnswer(
            response.StatusCode,
            location,
            wait < TimeSpan.Zero ? TimeSpan.Zero : wait,
            response.Content.Headers.ContentType?.CharSet?.Trim('"'),
            response.StatusCode == HttpStatusCode.OK ? await ContentAsync(response, mostBytes, stop) : default
        );
    }

    private static async Task<ReadOnlyMemory<byte>> ContentAsync(
        HttpResponseMessage response,
        int mostBytes,
        CancellationToken stop
    )
    {
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        await using var body = await response.Content.ReadAsStreamAsync(stop);
        int read;
        while (content.Length <= mostBytes && (read = await body.ReadAsync(buffer, stop)) > 0)
        {
            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }
}
