namespace Classifier.Server.Admission;

/// <summary>Lets only so much bulk work (batches, streams, pages) run at once as leaves room for single calls: all cores, or all
/// but one while single calls come in. Bulk work is done in turns of bounded cost, and whoever waits is served in order.</summary>
/// <param name="cores">How many cores there are.</param>
/// <param name="time">Tells the time.</param>
internal sealed class BulkLane(int cores, TimeProvider time)
{
    /// <summary>The cost of a turn, in characters of headlines: some 50 µs of work.</summary>
    public const int CostOfTurn = 2_048;

    /// <summary>An explained headline costs as much as so many that are not.</summary>
    public const int CostOfReasons = 12;

    /// <summary>After this long without a single call, bulk work takes all cores again.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = [];
    private int _running;
    private long _lastSingle = long.MinValue / 2;

    /// <summary>Tells that a single call came in.</summary>
    public void SeeSingle() => Volatile.Write(ref _lastSingle, time.GetTimestamp());

    /// <summary>Waits for a turn; <see cref="Leave"/> must follow.</summary>
    public Task EnterAsync()
    {
        lock (_lock)
        {
            if (_running < Most())
            {
                _running++;
                return Task.CompletedTask;
            }

            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn);
            return turn.Task;
        }
    }

    /// <summary>Ends a turn.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _running--;
            for (var most = Most(); _running < most && _waiting.TryDequeue(out var next); _running++)
            {
                next.SetResult();
            }
        }
    }

    /// <summary>Ends a turn and waits for the next, others having theirs meanwhile.</summary>
    public async Task TakeTurnsAsync()
    {
        Leave();
        await Task.Yield();
        await EnterAsync();
    }

    private int Most() =>
        cores > 1 && time.GetElapsedTime(Volatile.Read(ref _lastSingle), time.GetTimestamp()) < Memory
            ? cores - 1
            : cores;
}
