using System.Runtime.CompilerServices;

namespace Classifier.Server.Admission;

/// <summary>Lets a limited number of turns run at the same time. Callers that wait get equal shares by cost.</summary>
/// <param name="getMax">Returns the maximum number of turns at the moment.</param>
/// <param name="turnCost">The expected cost of a turn.</param>
internal sealed class FairGate(Func<int> getMax, long turnCost)
{
    private readonly Lock _lock = new();
    private readonly FairQueue<TaskCompletionSource> _waiters = new();
    private int _running;

    /// <summary>Gets the number of turns that are waited for.</summary>
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

    /// <summary>Waits for a turn, which <see cref="Exit"/> ends.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="cancellation">Removes the caller from the queue.</param>
    /// <exception cref="OperationCanceledException">The call was canceled before its turn.</exception>
    public ValueTask EnterAsync(Caller caller, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource> waiter;
        lock (_lock)
        {
            if (_waiters.IsEmpty && _running < getMax())
            {
                Start(caller);
                return ValueTask.CompletedTask;
            }

            waiter = Enqueue(caller);
        }

        return WaitAsync(caller, waiter, cancellation);
    }

    /// <summary>Ends a turn and waits for the next one. The caller is compared with the others before one of them starts.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="cost">The cost of the turn.</param>
    /// <param name="cancellation">Removes the caller from the queue.</param>
    /// <exception cref="OperationCanceledException">The call was canceled before its next turn.</exception>
    public ValueTask YieldAsync(Caller caller, long cost, CancellationToken cancellation)
    {
        LinkedListNode<TaskCompletionSource> waiter;
        lock (_lock)
        {
            _running--;
            _waiters.Charge(caller, cost - turnCost);
            waiter = Enqueue(caller);
        }

        return WaitAsync(caller, waiter, cancellation);
    }

    /// <summary>Ends a turn.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="cost">The cost of the turn.</param>
    public void Exit(Caller caller, long cost)
    {
        lock (_lock)
        {
            _running--;
            _waiters.Charge(caller, cost - turnCost);
            StartWaiters();
        }
    }

    /// <summary>Starts waiting turns after the maximum has changed.</summary>
    public void Update()
    {
        lock (_lock)
        {
            StartWaiters();
        }
    }

    private LinkedListNode<TaskCompletionSource> Enqueue(Caller caller)
    {
        var waiter = _waiters.Add(caller, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        StartWaiters();
        return waiter;
    }

    private async ValueTask WaitAsync(
        Caller caller,
        LinkedListNode<TaskCompletionSource> waiter,
        CancellationToken cancellation
    )
    {
        if (!waiter.Value.Task.IsCompleted)
        {
            await using var registration = cancellation.UnsafeRegister(_ => Cancel(caller, waiter, cancellation), null);
            await waiter.Value.Task;
        }

        await default(LastInLine);
    }

    private void Cancel(Caller caller, LinkedListNode<TaskCompletionSource> waiter, CancellationToken cancellation)
    {
        bool isRemoved;
        lock (_lock)
        {
            isRemoved = _waiters.Remove(caller, waiter);
        }

        if (isRemoved)
        {
            waiter.Value.SetCanceled(cancellation);
        }
    }

    private void StartWaiters()
    {
        for (var max = getMax(); _running < max && _waiters.TryTake(out var caller, out var waiter); )
        {
            Start(caller);
            waiter.SetResult();
        }
    }

    private void Start(Caller caller)
    {
        _running++;
        _waiters.Start(caller, turnCost);
    }

    /// <summary>Continues behind everything that the thread pool has to do, such as reading new calls. <see cref="Task.Yield"/> would
    /// continue before it, so that turns that start each other would keep all threads. The thread also lets other threads have the
    /// processor: those that receive calls would else wait for the end of its time slice, which is up to 4 ms away.</summary>
    private readonly struct LastInLine : ICriticalNotifyCompletion
    {
        public bool IsCompleted => false;

        public LastInLine GetAwaiter() => this;

        public void GetResult()
        {
            // Nothing to return.
        }

        public void OnCompleted(Action continuation) =>
            ThreadPool.QueueUserWorkItem(Continue, continuation, preferLocal: false);

        public void UnsafeOnCompleted(Action continuation) =>
            ThreadPool.UnsafeQueueUserWorkItem(Continue, continuation, preferLocal: false);

        private static void Continue(Action continuation)
        {
            Thread.Yield();
            continuation();
        }
    }
}
