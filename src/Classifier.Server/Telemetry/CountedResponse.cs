using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Classifier.Server.Telemetry;

/// <summary>Counts the bytes of a response.</summary>
/// <param name="response">The response.</param>
/// <param name="call">The record of the call.</param>
internal sealed class CountedResponse(IHttpResponseBodyFeature response, CallRecord call)
    : PipeWriter,
        IHttpResponseBodyFeature
{
    private readonly PipeWriter _writer = response.Writer;
    private Stream? _stream;

    public PipeWriter Writer => this;

    public Stream Stream => _stream ??= AsStream(leaveOpen: true);

    public override bool CanGetUnflushedBytes => _writer.CanGetUnflushedBytes;

    public override long UnflushedBytes => _writer.UnflushedBytes;

    public override void Advance(int bytes)
    {
        call.BytesSent += bytes;
        _writer.Advance(bytes);
    }

    public override ValueTask<FlushResult> WriteAsync(
        ReadOnlyMemory<byte> source,
        CancellationToken cancellationToken = default
    )
    {
        call.BytesSent += source.Length;
        return _writer.WriteAsync(source, cancellationToken);
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) => _writer.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _writer.GetSpan(sizeHint);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        _writer.FlushAsync(cancellationToken);

    public override void CancelPendingFlush() => _writer.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => _writer.Complete(exception);

    public Task StartAsync(CancellationToken cancellationToken = default) => response.StartAsync(cancellationToken);

    public Task CompleteAsync() => response.CompleteAsync();

    public void DisableBuffering() => response.DisableBuffering();

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        response.SendFileAsync(path, offset, count, cancellationToken);
}
