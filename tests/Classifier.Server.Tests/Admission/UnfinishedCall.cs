using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using Classifier.Access;

namespace Classifier.Server.Tests.Admission;

/// <summary>Represents a ClassifyStream call on a connection of its own whose first message is never completed.</summary>
internal sealed class UnfinishedCall : IDisposable
{
    private readonly HttpClient _client = new();
    private readonly Pipe _body = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly Task<HttpResponseMessage> _response;

    public UnfinishedCall(string address, string? key)
    {
        var request = new HttpRequestMessage(
            HttpMethod.Post,
            address + "/classifier.v1.ClassifierService/ClassifyStream"
        )
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new StreamContent(_body.Reader.AsStream()),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.Add("te", "trailers");
        if (key is not null)
        {
            request.Headers.Add(ApiKey.Header, key);
        }

        _response = _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Sends a part of a message.</summary>
    /// <param name="bytes">The bytes to send. The message announces one more.</param>
    /// <param name="cancellation">Cancels the call.</param>
    public async Task SendAsync(int bytes, CancellationToken cancellation)
    {
        var message = new byte[5 + bytes];
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), bytes + 1);
        await _body.Writer.WriteAsync(message, cancellation);
    }

    /// <summary>Waits for the end of the call.</summary>
    /// <returns>The status code, and the details as text.</returns>
    public async Task<(int Code, string Details)> GetStatusAsync(CancellationToken cancellation)
    {
        using var response = await _response.WaitAsync(cancellation);
        await response.Content.ReadAsByteArrayAsync(cancellation);
        var headers = response
            .TrailingHeaders.Concat(response.Headers)
            .ToLookup(header => header.Key, StringComparer.Ordinal);
        var details = headers["grpc-status-details-bin"].First().Value.First();
        return (
            int.Parse(headers["grpc-status"].First().Value.First(), System.Globalization.CultureInfo.InvariantCulture),
            System.Text.Encoding.Latin1.GetString(
                Convert.FromBase64String(details.PadRight((details.Length + 3) / 4 * 4, '='))
            )
        );
    }

    public void Dispose()
    {
        _client.Dispose();
        _body.Writer.Complete();
    }
}
