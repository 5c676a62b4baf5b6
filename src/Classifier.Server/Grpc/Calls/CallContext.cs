using Classifier.Server.Admission;
using Grpc.Core;

namespace Classifier.Server.Grpc.Calls;

/// <summary>Represents a call in flight: its caller, its deadline, and what it has reserved.</summary>
/// <param name="all">The budget of all calls.</param>
/// <param name="connection">The connection, which is the caller until <see cref="Identify"/>.</param>
/// <param name="limits">The limits.</param>
/// <param name="deadline">The deadline, or <see langword="null"/>.</param>
/// <param name="cancellation">Cancels the call.</param>
internal sealed class CallContext(
    Budget all,
    Caller connection,
    ServerLimits limits,
    DateTimeOffset? deadline,
    CancellationToken cancellation
) : IDisposable
{
    /// <summary>The time by which a timer may cancel a call before its deadline.</summary>
    private static readonly TimeSpan TimerTolerance = TimeSpan.FromMilliseconds(50);

    private static readonly AsyncLocal<CallContext?> CurrentCall = new();
    private readonly long[] _reserved = new long[Enum.GetValues<Resource>().Length];
    private Caller? _key;
    private long _prepaid;

    /// <summary>Gets or sets the call of the current execution context. It is set only for calls with compressed messages.</summary>
    public static CallContext? Current
    {
        get => CurrentCall.Value;
        set => CurrentCall.Value = value;
    }

    /// <summary>Gets whom the call is answered for.</summary>
    public Caller Caller => _key ?? connection;

    /// <summary>Gets the limits.</summary>
    public ServerLimits Limits => limits;

    /// <summary>Gets the token that is canceled when the deadline expires or the client goes away.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>Gets the call of an HTTP request.</summary>
    public static CallContext Of(HttpContext context) =>
        context.Features.Get<CallContext>() ?? throw new InvalidOperationException("The request is not a gRPC call.");

    /// <summary>Makes a key the caller. The limits of its connection stay in force.</summary>
    public void Identify(Caller key) => _key = key;

    /// <summary>Takes the first headline from the rate of the caller, before the request is read.</summary>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: the caller has used up its rate.</exception>
    public void ChargeCall()
    {
        Caller.Charge(1);
        _prepaid = 1;
    }

    /// <summary>Takes headlines from the rate of the caller. The one of <see cref="ChargeCall"/> is counted once.</summary>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: the caller has used up its rate.</exception>
    public void Charge(long headlines)
    {
        Caller.Charge(headlines - _prepaid);
        _prepaid = 0;
    }

    /// <summary>Reserves bytes until the call ends.</summary>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: too many bytes are in flight.</exception>
    public void Reserve(long bytes) => Reserve(Resource.Bytes, bytes);

    /// <summary>Reserves an amount until the call ends.</summary>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: too much is in flight. The call has released what it had reserved, so that other
    /// calls do not fail as well.</exception>
    public void Reserve(Resource resource, long amount)
    {
        if (FindExceeded(resource, amount) is { } exceeded)
        {
            var exception = exceeded.CreateException(resource, amount);
            Dispose();
            throw exception;
        }

        Interlocked.Add(ref _reserved[(int)resource], amount);
    }

    /// <summary>Releases bytes before the call ends.</summary>
    public void Release(long bytes) => Release(Resource.Bytes, bytes);

    /// <summary>Releases an amount before the call ends.</summary>
    public void Release(Resource resource, long amount)
    {
        ref var total = ref _reserved[(int)resource];
        for (var reserved = Interlocked.Read(ref total); ; )
        {
            var released = Math.Min(amount, reserved);
            var before = Interlocked.CompareExchange(ref total, reserved - released, reserved);
            if (before == reserved)
            {
                ReleaseAll(resource, released);
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
    public void Dispose()
    {
        for (var resource = 0; resource < _reserved.Length; resource++)
        {
            ReleaseAll((Resource)resource, Interlocked.Exchange(ref _reserved[resource], 0));
        }
    }

    /// <summary>Reserves an amount in all budgets, or in none and returns the budget that it exceeds.</summary>
    private Budget? FindExceeded(Resource resource, long amount)
    {
        if (!all.TryReserve(resource, amount))
        {
            return all;
        }

        if (!connection.Budget.TryReserve(resource, amount))
        {
            all.Release(resource, amount);
            return connection.Budget;
        }

        if (_key?.Budget.TryReserve(resource, amount) is false)
        {
            all.Release(resource, amount);
            connection.Budget.Release(resource, amount);
            return _key.Budget;
        }

        return null;
    }

    private void ReleaseAll(Resource resource, long amount)
    {
        all.Release(resource, amount);
        connection.Budget.Release(resource, amount);
        _key?.Budget.Release(resource, amount);
    }
}
