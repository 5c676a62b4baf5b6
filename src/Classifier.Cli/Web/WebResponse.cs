using System.Net;

namespace Classifier.Cli.Web;

/// <summary>Represents a complete HTTP response.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Location">The absolute target of a redirect; null for other responses.</param>
/// <param name="RetryAfter">The delay that the server requests before a retry; null if it requests none.</param>
/// <param name="Charset">The declared charset of the content; null if there is none.</param>
/// <param name="Content">The content of a response with status 200; empty for other responses.</param>
internal sealed record WebResponse(
    HttpStatusCode Status,
    Uri? Location,
    TimeSpan? RetryAfter,
    string? Charset,
    ReadOnlyMemory<byte> Content
)
{
    /// <summary>Gets a value indicating whether the request failed temporarily and can be retried.</summary>
    public bool IsTransientFailure => (int)Status >= 500 || Status == HttpStatusCode.TooManyRequests;

    /// <summary>Reads a response to its end.</summary>
    /// <param name="response">The response, whose headers have been received.</param>
    /// <param name="requested">The requested URL.</param>
    /// <param name="maxBytes">The maximum size of the content. If it is exceeded, the returned content is longer than this.</param>
    /// <param name="stop">Cancels the operation.</param>
    public static async Task<WebResponse> ReadAsync(
        HttpResponseMessage response,
        Uri requested,
        int maxBytes,
        CancellationToken stop
    )
    {
        var headers = response.Headers;
        var location =
            (int)response.StatusCode is >= 300 and < 400 && headers.Location is { } next
                ? new Uri(requested, next)
                : null;
        var wait = headers.RetryAfter?.Delta ?? headers.RetryAfter?.Date - DateTimeOffset.UtcNow;
        return new WebResponse(
            response.StatusCode,
            location,
            wait < TimeSpan.Zero ? TimeSpan.Zero : wait,
            response.Content.Headers.ContentType?.CharSet?.Trim('"'),
            response.StatusCode == HttpStatusCode.OK ? await ContentAsync(response, maxBytes, stop) : default
        );
    }

    private static async Task<ReadOnlyMemory<byte>> ContentAsync(
        HttpResponseMessage response,
        int maxBytes,
        CancellationToken stop
    )
    {
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        await using var body = await response.Content.ReadAsStreamAsync(stop);
        int read;
        while (content.Length <= maxBytes && (read = await body.ReadAsync(buffer, stop)) > 0)
        {
            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }
}
