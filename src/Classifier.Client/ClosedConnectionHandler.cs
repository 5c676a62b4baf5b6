namespace Classifier.Client;

/// <summary>Lets a call that a closing connection refused be retried.</summary>
/// <remarks>A server that stops announces it by GOAWAY with NO_ERROR (RFC 9113, section 6.8). A request that was sent just before it
/// arrived was not processed, but a gRPC client maps NO_ERROR to INTERNAL, which is not retried. REFUSED_STREAM, which is what such
/// a request would otherwise be answered with, is mapped to UNAVAILABLE.</remarks>
internal sealed class ClosedConnectionHandler : DelegatingHandler
{
    /// <summary>NO_ERROR of RFC 9113, section 7.</summary>
    private const long NoError = 0;

    /// <summary>REFUSED_STREAM of RFC 9113, section 7.</summary>
    private const long RefusedStream = 7;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
            when (exception.InnerException is HttpProtocolException { ErrorCode: NoError } closed)
        {
            // Without the cause as the inner exception, because the gRPC client maps the innermost one.
            throw new HttpRequestException(
                exception.Message,
                new HttpProtocolException(RefusedStream, closed.Message, null),
                exception.StatusCode
            );
        }
    }
}
