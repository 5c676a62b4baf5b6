namespace Classifier.Server.Admission;

/// <summary>Schedules bulk work (batches, streams and pages) so that it leaves room for unary calls. Bulk work uses all cores,
/// or all but one while unary calls arrive or pages are read. It runs in turns of bounded cost. Waiters are served in order and
/// before newcomers; canceled waiters leave the queue.</summary>
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
    private readonly LinkedList<TaskCompletionSource> _waiters = [];
    private int _running;
    private int _pages;
    private long _lastUnaryCall = long.MinValue / 2;

    /// <summary>Gets the number of callers that wait for a turn.</summary>
    public int WaitingCount
    {
        get
        {
            lock (_lock)
            {
                return _waiters.Count;
            }
        }
    }

    private int MaxConcurrency => Math.Max(1, _pages > 0 || HasRecentUnaryCall ? cores - 1 : cores);

    private bool HasRecentUnaryCall =>
        time.GetElapsedTime(Volatile.Read(ref _lastUnaryCall), time.GetTimestamp()) < UnaryCallWindow;

    /// <summary>Records a unary call.</summary>
    public void RecordUnaryCall() => Volatile.Write(ref _lastUnaryCall, time.GetTimestamp());

    /// <summary>Records that a thread starts to read a page.</summary>
    public void EnterPage()
    {
        lock (_lock)
        {
            _pages++;
        }
    }

    /// <summary>Records that a thread has read a page.</summary>
    public void ExitPage()
    {
        lock (_lock)
        {
            _pages--;
            StartWaiters();
        }
    }

    /// <summary>Waits for a turn.</summary>
    /// <param name="cancellation">Removes the caller from the queue.</param>
    /// <returns>The turn, which must be disposed.</returns>
    /// <exception cref="OperationCanceledException">The call was canceled before its turn.</exception>
    public async ValueTask<BulkTurn> EnterAsync(CancellationToken cancellation)
    {
        await WaitAsync(cancellation);
        return new BulkTurn(this);
    }

    /// <summary>Waits for a turn without creating a <see cref="BulkTurn"/>.</summary>
    internal ValueTask WaitAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource> waiter;
        lock (_lock)
        {
            if (_waiters.Count == 0 && _running < MaxConcurrency)
            {
                _running++;
                return ValueTask.CompletedTask;
            }

            waiter = _waiters.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            StartWaiters();
        }

        return new ValueTask(WaitAsync(waiter, cancellation));
    }

    /// <summary>Ends a turn.</summary>
    internal void Exit()
    {
        lock (_lock)
        {
            _running--;
            StartWaiters();
        }
    }

    private async Task WaitAsync(LinkedListNode<TaskCompletionSource> waiter, CancellationToken cancellation)
    {
        await using var registration = cancellation.UnsafeRegister(_ => Cancel(waiter, cancellation), null);
        await waiter.Value.Task;
    }

    private void Cancel(LinkedListNode<TaskCompletionSource> waiter, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (waiter.List is null)
            {
                return; // its turn has started
            }

            _waiters.Remove(waiter);
        }

        waiter.Value.SetCanceled(cancellation);
    }

    private void StartWaiters()
    {
        for (var max = MaxConcurrency; _running < max && _waiters.First is { } next; _running++)
        {
            _waiters.Remove(next);
            next.Value.SetResult();
        }
    }
}
