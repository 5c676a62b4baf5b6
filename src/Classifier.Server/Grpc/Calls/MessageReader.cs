using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Classifier.Server.Admission;
using Classifier.Server.Telemetry;
using Google.Rpc;
using Grpc.Core;

namespace Classifier.Server.Grpc.Calls;

/// <summary>Reads the messages of a call. Reserves their bytes while they arrive, rejects a message by its length prefix, and
/// reports a client that goes away as a canceled call.</summary>
/// <param name="body">The body of the request.</param>
/// <param name="call">The call.</param>
/// <param name="record">The record of the call, which counts the bytes that are read.</param>
/// <param name="isStream">Whether the call has more than one message. A message of a stream is released when the next one is
/// read.</param>
internal sealed class MessageReader(PipeReader body, CallContext call, CallRecord record, bool isStream) : PipeReader
{
    /// <summary>The compression flag and the length of a message.</summary>
    private const int PrefixSize = 5;

    /// <summary>The rate below which a message is too slow, after the time that it may take in any case.</summary>
    private const int MinBytesPerSecond = 240;

    private ReadOnlySequence<byte> _buffer;
    private long _startedAt;
    private volatile bool _isStalled;
    private long _reserved;
    private bool _isConsumed = true;

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        BeginRead();
        try
        {
            var read = body.ReadAsync(cancellationToken.CanBeCanceled ? cancellationToken : call.Cancellation);
            if (read.IsCompleted)
            {
                return EndRead(await read);
            }

            await using var timer = new Timer(_ => Stall(), null, GetPatience(), Timeout.InfiniteTimeSpan);
            return EndRead(await read);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            throw call.CreateCanceledException();
        }
    }

    /// <inheritdoc/>
    public override bool TryRead(out ReadResult result)
    {
        BeginRead();
        if (!body.TryRead(out result))
        {
            return false;
        }

        result = EndRead(result);
        return true;
    }

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (!_buffer.IsEmpty)
        {
            var count = _buffer.GetOffset(consumed) - _buffer.GetOffset(_buffer.Start);
            record.BytesReceived += count;
            _isConsumed |= count > 0;
        }

        _buffer = default;
        try
        {
            body.AdvanceTo(consumed, examined);
        }
        catch (IOException)
        {
            throw call.CreateCanceledException(); // the client has reset the call
        }
    }

    /// <inheritdoc/>
    public override void CancelPendingRead() => body.CancelPendingRead();

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null) => body.Complete(exception);

    private void BeginRead()
    {
        if (_isConsumed && isStream)
        {
            call.Release(_reserved);
            (_reserved, _startedAt) = (0, 0);
        }
    }

    /// <summary>Returns how long to wait for more: between the messages of a stream, or until the current message is complete.</summary>
    private TimeSpan GetPatience()
    {
        if (_isConsumed && isStream && _reserved == 0)
        {
            return TimeSpan.FromSeconds(call.Limits.IdleStreamSeconds);
        }

        if (_startedAt == 0)
        {
            _startedAt = Stopwatch.GetTimestamp();
        }

        var allowed = TimeSpan.FromSeconds(call.Limits.RequestStallSeconds + ((double)_reserved / MinBytesPerSecond));
        var rest = allowed - Stopwatch.GetElapsedTime(_startedAt);
        return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
    }

    private void Stall()
    {
        _isStalled = true;
        body.CancelPendingRead();
    }

    private ReadResult EndRead(ReadResult result)
    {
        try
        {
            return result.IsCanceled && _isStalled ? throw CreateStalledException() : Admit(result);
        }
        catch (RpcException)
        {
            AdvanceTo(result.Buffer.Start, result.Buffer.End);
            throw;
        }
    }

    private ReadResult Admit(ReadResult result)
    {
        _buffer = result.Buffer;
        if (_buffer.Length > _reserved)
        {
            call.Reserve(_buffer.Length - _reserved);
            _reserved = _buffer.Length;
        }

        if (_isConsumed && _buffer.Length >= PrefixSize)
        {
            _isConsumed = false;
            ValidateLength(_buffer.Slice(1, PrefixSize - 1));
        }

        return result;
    }

    private void ValidateLength(in ReadOnlySequence<byte> prefix)
    {
        Span<byte> bytes = stackalloc byte[PrefixSize - 1];
        prefix.CopyTo(bytes);
        var (length, max) = (BinaryPrimitives.ReadUInt32BigEndian(bytes), call.Limits.MaxMessageBytes);
        if (length > max)
        {
            throw CreateTooLargeException(length, max);
        }
    }

    private RpcException CreateStalledException()
    {
        var isIdle = _startedAt == 0;
        var (reason, problem, seconds, setting) = isIdle
            ? ("STREAM_IDLE", "sent nothing", call.Limits.IdleStreamSeconds, nameof(ServerLimits.IdleStreamSeconds))
            : (
                "REQUEST_STALLED",
                "sent its message too slowly",
                call.Limits.RequestStallSeconds,
                nameof(ServerLimits.RequestStallSeconds)
            );
        return RpcErrors.Create(
            Code.ResourceExhausted,
            reason,
            $"The client has {problem}; the limit is {seconds} seconds.",
            new Dictionary<string, string>
            {
                ["limit"] = seconds.ToString(CultureInfo.InvariantCulture),
                ["setting"] = $"{ServerLimits.Section}:{setting}",
            }
        );
    }

    /// <summary>Creates the exception for a message that exceeds the limit.</summary>
    /// <param name="length">The length of the message, in bytes.</param>
    /// <param name="max">The limit.</param>
    public static RpcException CreateTooLargeException(long length, int max) =>
        RpcErrors.Create(
            Code.ResourceExhausted,
            "MESSAGE_TOO_LARGE",
            $"The message has {length} bytes or more; the maximum is {max}. Send smaller batches, or use ClassifyStream.",
            new Dictionary<string, string>
            {
                ["value"] = length.ToString(CultureInfo.InvariantCulture),
                ["limit"] = max.ToString(CultureInfo.InvariantCulture),
            }
        );
}
