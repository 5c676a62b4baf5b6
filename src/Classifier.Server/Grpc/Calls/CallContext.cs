using Classifier.Server.Admission;
using Grpc.Core;

namespace Classifier.Server.Grpc.Calls;

/// <summary>Represents a call in flight: its deadline and the bytes that it has reserved.</summary>
/// <param name="budget">The budget of all calls.</param>
/// <param name="limits">The limits.</param>
/// <param name="deadline">The deadline, or <see langword="null"/>.</param>
/// <param name="cancellation">Cancels the call.</param>
internal sealed class CallContext(
    MessageBudget budget,
    ServerLimits limits,
    DateTimeOffset? deadline,
    CancellationToken cancellation
) : IDisposable
{
    /// <summary>The time by which a timer may cancel a call before its deadline.</summary>
    private static readonly TimeSpan TimerTolerance = TimeSpan.FromMilliseconds(50);

    private static readonly AsyncLocal<CallContext?> CurrentCall = new();
    private long _reserved;

    /// <summary>Gets or sets the call of the current execution context. It is set only for calls with compressed messages.</summary>
    public static CallContext? Current
    {
        get => CurrentCall.Value;
        set => CurrentCall.Value = value;
    }

    /// <summary>Gets the limits.</summary>
    public ServerLimits Limits => limits;

    /// <summary>Gets the token that is canceled when the deadline expires or the client goes away.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>Gets the call of an HTTP request.</summary>
    public static CallContext Of(HttpContext context) =>
        context.Features.Get<CallContext>() ?? throw new InvalidOperationException("The request is not a gRPC call.");

    /// <summary>Reserves bytes until the call ends.</summary>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: too many bytes are in flight. The call has released its own bytes, so that
    /// other calls do not fail as well.</exception>
    public void Reserve(long bytes)
    {
        try
        {
            budget.ReserveBytes(bytes);
        }
        catch (RpcException)
        {
            Dispose();
            throw;
        }

        Interlocked.Add(ref _reserved, bytes);
    }

    /// <summary>Releases bytes before the call ends.</summary>
    public void Release(long bytes)
    {
        for (var reserved = Interlocked.Read(ref _reserved); ; )
        {
            var released = Math.Min(bytes, reserved);
            var before = Interlocked.CompareExchange(ref _reserved, reserved - released, reserved);
            if (before == reserved)
            {
                budget.ReleaseBytes(released);
                return;
            }

            reserved = before;
        }
    }

    /// <summary>Creates the exception that ends a canceled call.</summary>
    public RpcException CreateCanceledException() =>
        deadline <= DateTimeOffset.UtcNow + TimerTolerance
            ? new RpcException(new Status(StatusCode.DeadlineExceeded, "The deadline expired."))
            : new RpcException(new Status(StatusCode.Cancelled, "The call was canceled."));

    /// <inheritdoc/>
    public void Dispose() => budget.ReleaseBytes(Interlocked.Exchange(ref _reserved, 0));
}
