namespace Classifier.Server.Admission;

/// <summary>Schedules bulk work (batches, streams, and pages) so that it leaves room for unary calls, and callers get equal shares. Bulk
/// work uses all cores, or all but one while unary calls arrive or pages are read. It runs in turns of bounded cost. The waiters of a
/// caller are served in order and before newcomers; canceled waiters leave the queue.</summary>
internal sealed class BulkScheduler
{
    /// <summary>The cost of a turn, in characters of headlines: about 25 µs of work.</summary>
    public const int TurnCost = 512;

    /// <summary>The cost of an explained headline relative to one without an explanation.</summary>
    public const int ExplanationCostFactor = 12;

    /// <summary>The time without a unary call after which bulk work uses all cores again.</summary>
    private static readonly TimeSpan UnaryCallWindow = TimeSpan.FromMilliseconds(100);

    private readonly int _cores;
    private readonly TimeProvider _time;
    private readonly FairGate _gate;
    private int _pages;
    private long _lastUnaryCall = long.MinValue / 2;

    /// <summary>Creates a scheduler.</summary>
    /// <param name="cores">The number of cores.</param>
    /// <param name="time">The clock.</param>
    public BulkScheduler(int cores, TimeProvider time)
    {
        (_cores, _time) = (cores, time);
        _gate = new FairGate(GetMaxConcurrency, TurnCost);
    }

    /// <summary>Gets the number of turns that are waited for.</summary>
    public int WaitingCount => _gate.WaitingCount;

    /// <summary>Records a unary call.</summary>
    public void RecordUnaryCall() => Volatile.Write(ref _lastUnaryCall, _time.GetTimestamp());

    /// <summary>Records that a thread starts to read a page.</summary>
    public void EnterPage() => Interlocked.Increment(ref _pages);

    /// <summary>Records that a thread has read a page.</summary>
    public void ExitPage()
    {
        Interlocked.Decrement(ref _pages);
        _gate.Update();
    }

    /// <summary>Waits for a turn.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="cancellation">Removes the caller from the queue.</param>
    /// <returns>The turn, which must be disposed.</returns>
    /// <exception cref="OperationCanceledException">The call was canceled before its turn.</exception>
    public async ValueTask<BulkTurn> EnterAsync(Caller caller, CancellationToken cancellation)
    {
        await _gate.EnterAsync(caller, cancellation);
        return new BulkTurn(_gate, caller);
    }

    private int GetMaxConcurrency() =>
        Math.Max(1, Volatile.Read(ref _pages) > 0 || HasRecentUnaryCall() ? _cores - 1 : _cores);

    private bool HasRecentUnaryCall() =>
        _time.GetElapsedTime(Volatile.Read(ref _lastUnaryCall), _time.GetTimestamp()) < UnaryCallWindow;
}
