using System.Globalization;
using Classifier.Pages;
using Classifier.Server.Grpc;
using Classifier.Server.Telemetry;
using Google.Rpc;
using Grpc.Core;

namespace Classifier.Server.Admission;

/// <summary>Reads pages on threads of their own, a limited number at a time, so that they never hold the threads of other
/// calls.</summary>
/// <param name="limits">The limits.</param>
/// <param name="scheduler">The scheduler of bulk work, which leaves a core to pages.</param>
internal sealed class PageScheduler(ServerLimits limits, BulkScheduler scheduler) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(limits.MaxConcurrentPages);
    private readonly PageLimits _pageLimits = new()
    {
        MaxTime = TimeSpan.FromMilliseconds(limits.MaxPageMilliseconds),
        MaxAllocatedBytes = limits.MaxPageMemoryBytes,
    };

    private int _waiting;

    /// <summary>Gets the number of pages that wait for a slot.</summary>
    public int WaitingCount => Volatile.Read(ref _waiting);

    /// <summary>Waits for a slot and reads a page.</summary>
    /// <exception cref="OperationCanceledException">The call was canceled. The thread ends soon after.</exception>
    /// <exception cref="RpcException">INVALID_ARGUMENT: the charset is not supported. RESOURCE_EXHAUSTED: the page is too
    /// complex.</exception>
    public async Task<Page> ReadAsync(
        ReadOnlyMemory<byte> content,
        PageFormat? format,
        string? charset,
        Uri? url,
        CallRecord record,
        CancellationToken cancellation
    )
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            using (record.Begin(CallStage.Queue))
            {
                await _slots.WaitAsync(cancellation);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        using var read = record.Begin(CallStage.Read);
        var reading = Task.Factory.StartNew(
            () =>
            {
                scheduler.EnterPage();
                try
                {
                    return PageReader.ReadWithin(content, _pageLimits, format, charset, url, cancellation);
                }
                finally
                {
                    scheduler.ExitPage();
                    _slots.Release();
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default
        );
        try
        {
            return await reading.WaitAsync(cancellation);
        }
        catch (PageException e)
        {
            throw ToRpcException(e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();

    private RpcException ToRpcException(PageException e) =>
        e.Error == PageError.UnsupportedCharset
            ? RpcErrors
                .InvalidArgument("CHARSET_UNSUPPORTED", "content", 0, null, "declares a charset that is not supported")
                .ToRpcException()
            : RpcErrors.Create(
                Code.ResourceExhausted,
                "PAGE_TOO_COMPLEX",
                e.Message,
                e.Limit == nameof(PageLimits.MaxTime)
                    ? Limit(nameof(limits.MaxPageMilliseconds), limits.MaxPageMilliseconds)
                    : Limit(nameof(limits.MaxPageMemoryBytes), limits.MaxPageMemoryBytes)
            );

    private static Dictionary<string, string> Limit(string name, long value) =>
        new()
        {
            ["field"] = "content",
            ["setting"] = $"{ServerLimits.Section}:{name}",
            ["limit"] = value.ToString(CultureInfo.InvariantCulture),
        };
}
