namespace Classifier.Server.Admission;

/// <summary>Schedules bulk work (batches, streams and pages) so that it leaves room for unary calls. Bulk work uses all cores,
/// or all but one while unary calls arrive. It runs in turns of bounded cost, and waiters are served in order.</summary>
/// <param name="cores">The number of cores.</param>
/// <param name="time">The clock.</param>
internal sealed class BulkScheduler(int cores, TimeProvider time)
{
    /// <summary>The cost of a turn, in characters of headlines: about 50 µs of work.</summary>
    public const int TurnCost = 2_048;

    /// <summary>The cost of an explained headline relative to one without an explanation.</summary>
    public const int ExplanationCostFactor = 12;

    /// <summary>The time without a unary call after which bulk work uses all cores again.</summary>
    private static readonly TimeSpan UnaryCallWindow = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiters = [];
    private int _running;
    private long _lastUnaryCall = long.MinValue / 2;

    private int MaxConcurrency =>
        cores > 1 && time.GetElapsedTime(Volatile.Read(ref _lastUnaryCall), time.GetTimestamp()) < UnaryCallWindow
            ? cores - 1
            : cores;

    /// <summary>Records a unary call.</summary>
    public void RecordUnaryCall() => Volatile.Write(ref _lastUnaryCall, time.GetTimestamp());

    /// <summary>Waits for a turn. Each call must be followed by a call to <see cref="Exit"/>.</summary>
    public Task EnterAsync()
    {
        lock (_lock)
        {
            if (_running < MaxConcurrency)
            {
                _running++;
                return Task.CompletedTask;
            }

            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Enqueue(turn);
            return turn.Task;
        }
    }

    /// <summary>Ends a turn.</summary>
    public void Exit()
    {
        lock (_lock)
        {
            _running--;
            for (var max = MaxConcurrency; _running < max && _waiters.TryDequeue(out var next); _running++)
            {
                next.SetResult();
            }
        }
    }

    /// <summary>Ends a turn and waits for the next one, so that other waiters get theirs in between.</summary>
    public async Task YieldAsync()
    {
        Exit();
        await Task.Yield();
        await EnterAsync();
    }
}
