using System.Buffers.Binary;
using System.IO.Pipelines;
using Classifier.Server.Grpc.Wire;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;

namespace Classifier.Server.Grpc.Calls;

/// <summary>Writes encoded responses block by block and returns the memory of each block when it is written. Waits while the client
/// does not take the response, and ends the call if the client takes nothing for too long.</summary>
/// <param name="context">The HTTP context of the call.</param>
internal sealed class ResponseWriter(HttpContext context)
{
    private const int PrefixSize = 5;

    /// <summary>The HTTP/2 error code ENHANCE_YOUR_CALM, which gRPC clients report as RESOURCE_EXHAUSTED.</summary>
    private const int EnhanceYourCalm = 0xB;

    /// <summary>The HTTP/2 error code CANCEL, which gRPC clients report as CANCELLED, or as DEADLINE_EXCEEDED after their
    /// deadline.</summary>
    private const int Cancel = 0x8;

    private readonly CallContext _call = CallContext.Of(context);
    private readonly PipeWriter _writer = context.Response.BodyWriter;

    /// <summary>Writes a response and releases its memory.</summary>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: the client does not take the response.</exception>
    /// <exception cref="OperationCanceledException">The call was canceled.</exception>
    public async Task WriteAsync(EncodedResponse response)
    {
        using (response)
        {
            if (!context.Response.HasStarted)
            {
                await context.Response.StartAsync(_call.Cancellation);
            }

            try
            {
                await WriteMessageAsync(response);
            }
            catch (OperationCanceledException)
            {
                // Clients report a message that ends early as INTERNAL, whatever the status after it.
                context.Features.Get<IHttpResetFeature>()?.Reset(Cancel);
                throw;
            }
        }
    }

    private async Task WriteMessageAsync(EncodedResponse response)
    {
        WritePrefix(response.Length);
        while (response.TryWriteBlock(_writer))
        {
            await FlushAsync();
        }

        if (response.Length == 0)
        {
            await FlushAsync();
        }
    }

    private void WritePrefix(int length)
    {
        var prefix = _writer.GetSpan(PrefixSize);
        prefix[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(prefix[1..], length);
        _writer.Advance(PrefixSize);
    }

    private async ValueTask FlushAsync()
    {
        // Kestrel would end the call as INTERNAL if the flush were canceled.
        _call.Cancellation.ThrowIfCancellationRequested();
        var flush = _writer.FlushAsync(CancellationToken.None);
        if (flush.IsCompletedSuccessfully)
        {
            return;
        }

        var seconds = _call.Limits.ResponseStallSeconds;
        try
        {
            await flush.AsTask().WaitAsync(TimeSpan.FromSeconds(seconds), _call.Cancellation);
        }
        catch (TimeoutException)
        {
            context.Features.Get<IHttpResetFeature>()?.Reset(EnhanceYourCalm);
            throw RpcErrors.Create(
                Code.ResourceExhausted,
                "RESPONSE_STALLED",
                $"The client has not taken the response for {seconds} seconds."
            );
        }
    }
}
