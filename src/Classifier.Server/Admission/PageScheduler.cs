using System.Diagnostics;
using System.Globalization;
using Classifier.Pages;
using Classifier.Server.Grpc;
using Classifier.Server.Telemetry;
using Google.Rpc;
using Grpc.Core;

namespace Classifier.Server.Admission;

/// <summary>Reads pages on threads of their own that run when no other thread needs the processor, a limited number at a time, so that other
/// calls do not wait for them. Callers get equal shares of the time.</summary>
/// <param name="limits">The limits.</param>
/// <param name="scheduler">The scheduler of bulk work, which leaves a core to pages.</param>
internal sealed class PageScheduler(ServerLimits limits, BulkScheduler scheduler) : IDisposable
{
    /// <summary>The expected time for reading a page, in µs.</summary>
    private const int TypicalMicroseconds = 5_000;

    private readonly FairGate _gate = new(() => limits.MaxConcurrentPages, TypicalMicroseconds);
    private readonly LowPriorityThreads _threads = new("page", limits.MaxConcurrentPages, onlyWhenIdle: true);
    private readonly PageLimits _pageLimits = new()
    {
        MaxTime = TimeSpan.FromMilliseconds(limits.MaxPageMilliseconds),
        MaxAllocatedBytes = limits.MaxPageMemoryBytes,
    };

    /// <summary>Gets the number of pages that wait for a turn.</summary>
    public int WaitingCount => _gate.WaitingCount;

    /// <summary>Reads a page on the calling thread, without a turn.</summary>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    /// <exception cref="RpcException">INVALID_ARGUMENT: the charset is not supported. RESOURCE_EXHAUSTED: the page is too
    /// complex.</exception>
    public Page Read(
        ReadOnlyMemory<byte> content,
        PageFormat? format,
        string? charset,
        Uri? url,
        CancellationToken cancellation
    )
    {
        try
        {
            var page = PageReader.ReadWithin(content, _pageLimits, format, charset, url, cancellation);
            ValidateHeadlineCount(page.HeadlineCount);
            return page;
        }
        catch (PageException e)
        {
            throw ToRpcException(e);
        }
    }

    /// <summary>Waits for a turn and reads a page.</summary>
    /// <exception cref="OperationCanceledException">The call was canceled. The thread ends soon after.</exception>
    /// <exception cref="RpcException">INVALID_ARGUMENT: the charset is not supported. RESOURCE_EXHAUSTED: the page is too
    /// complex.</exception>
    public async Task<Page> ReadAsync(
        ReadOnlyMemory<byte> content,
        PageFormat? format,
        string? charset,
        Uri? url,
        Caller caller,
        CallRecord record,
        CancellationToken cancellation
    )
    {
        using (record.Begin(CallStage.Queue))
        {
            await _gate.EnterAsync(caller, cancellation);
        }

        using var read = record.Begin(CallStage.Read);
        var reading = new TaskCompletionSource<Page>(TaskCreationOptions.RunContinuationsAsynchronously);
        _threads.Post(() =>
        {
            scheduler.EnterPage();
            var start = Stopwatch.GetTimestamp();
            var complete = LowPriorityThreads.Capture(reading, () => Read(content, format, charset, url, cancellation));
            var cost = (long)Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            return () =>
            {
                scheduler.ExitPage();
                _gate.Exit(caller, cost);
                complete();
            };
        });
        return await reading.Task.WaitAsync(cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _threads.Dispose();

    private void ValidateHeadlineCount(int count)
    {
        if (count > limits.MaxBatchItems)
        {
            throw CreateTooComplex(
                $"The page is too complex: it has {count} headlines; the maximum is {limits.MaxBatchItems}.",
                nameof(limits.MaxBatchItems),
                limits.MaxBatchItems
            );
        }
    }

    private RpcException ToRpcException(PageException e) =>
        e.Error == PageError.UnsupportedCharset
            ? RpcErrors
                .InvalidArgument("CHARSET_UNSUPPORTED", "content", 0, null, "declares a charset that is not supported")
                .ToRpcException()
        : e.Limit == nameof(PageLimits.MaxTime)
            ? CreateTooComplex(e.Message, nameof(limits.MaxPageMilliseconds), limits.MaxPageMilliseconds)
        : CreateTooComplex(e.Message, nameof(limits.MaxPageMemoryBytes), limits.MaxPageMemoryBytes);

    private static RpcException CreateTooComplex(string message, string setting, long limit) =>
        RpcErrors.Create(
            Code.ResourceExhausted,
            "PAGE_TOO_COMPLEX",
            message,
            new Dictionary<string, string>
            {
                ["field"] = "content",
                ["setting"] = $"{ServerLimits.Section}:{setting}",
                ["limit"] = limit.ToString(CultureInfo.InvariantCulture),
            }
        );
}
