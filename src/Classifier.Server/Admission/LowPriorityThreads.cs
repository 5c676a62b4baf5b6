using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Classifier.Server.Admission;

/// <summary>Runs long work on threads of its own with a low priority. Work that is posted first starts first.</summary>
/// <remarks>On Linux, <see cref="Thread.Priority"/> has no effect, so the scheduling policy or the nice value of the threads is set, see
/// sched(7). A thread inherits both from the one that starts it, and whoever queues work may start a thread of the pool. That is why
/// results are completed on another thread, which has the normal priority.</remarks>
internal sealed partial class LowPriorityThreads : IDisposable
{
    /// <summary>The nice value of a tenth of the weight of a normal thread.</summary>
    private const int TenthOfWeight = 10;

    /// <summary>The policy SCHED_IDLE. Normal threads interrupt such a thread at once, not only at the end of its time slice.</summary>
    private const int IdlePolicy = 5;

    private const int CurrentThread = 0;
    private const int SetPriorityOfProcess = 0;

    private readonly BlockingCollection<Func<Action?>> _work = [];
    private readonly BlockingCollection<Action> _completions = [];
    private readonly Thread[] _threads;
    private readonly Thread _completing;

    /// <summary>Starts the threads.</summary>
    /// <param name="name">The name of the threads.</param>
    /// <param name="count">The number of threads.</param>
    /// <param name="onlyWhenIdle">Whether the threads run only when no other thread needs the processor, or else with a tenth of its
    /// share.</param>
    public LowPriorityThreads(string name, int count, bool onlyWhenIdle)
    {
        _threads = [.. Enumerable.Range(1, count).Select(number => Start($"{name} {number}", () => Run(onlyWhenIdle)))];
        _completing = Start($"{name}, completion", Complete);
    }

    /// <summary>Runs work when a thread is free.</summary>
    /// <param name="work">The work, which must not throw. It returns what is to be done with the normal priority afterwards, such as to
    /// complete a task that runs its continuations asynchronously, or <see langword="null"/>.</param>
    public void Post(Func<Action?> work) => _work.Add(work);

    /// <summary>Runs work on the calling thread and keeps its outcome.</summary>
    /// <param name="task">The task of the outcome.</param>
    /// <param name="work">The work. An exception becomes the outcome.</param>
    /// <returns>What completes the task, which holds the outcome but not the work.</returns>
    public static Action Capture<T>(TaskCompletionSource<T> task, Func<T> work)
    {
        try
        {
            var result = work();
            return () => task.SetResult(result);
        }
#pragma warning disable CA1031 // who awaits the task, not the thread, handles the exception
        catch (Exception e)
#pragma warning restore CA1031
        {
            return () => task.SetException(e);
        }
    }

    /// <summary>Stops the threads after the work that was posted.</summary>
    public void Dispose()
    {
        _work.CompleteAdding();
        foreach (var thread in _threads)
        {
            thread.Join();
        }

        _completions.CompleteAdding();
        _completing.Join();
        _work.Dispose();
        _completions.Dispose();
    }

    private static Thread Start(string name, ThreadStart run)
    {
        var thread = new Thread(run) { Name = name, IsBackground = true };
        thread.Start();
        return thread;
    }

    private static void LowerPriority(bool onlyWhenIdle)
    {
        if (!OperatingSystem.IsLinux())
        {
            Thread.CurrentThread.Priority = onlyWhenIdle ? ThreadPriority.Lowest : ThreadPriority.BelowNormal;
        }
        else if (!onlyWhenIdle || SetPolicy(CurrentThread, IdlePolicy, 0) != 0)
        {
            // Where it is not permitted, the threads keep the normal priority.
            _ = SetPriority(SetPriorityOfProcess, CurrentThread, TenthOfWeight);
        }
    }

    private void Run(bool onlyWhenIdle)
    {
        LowerPriority(onlyWhenIdle);
        while (!_work.IsCompleted)
        {
            RunNext();
        }
    }

    private void Complete()
    {
        while (!_completions.IsCompleted)
        {
            CompleteNext();
        }
    }

    /// <summary>Runs the next work. A method of its own, so that a waiting thread does not hold the models or the page of the last
    /// one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RunNext()
    {
        if (_work.TryTake(out var work, Timeout.Infinite) && work() is { } completion)
        {
            _completions.Add(completion);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CompleteNext()
    {
        if (_completions.TryTake(out var completion, Timeout.Infinite))
        {
            completion();
        }
    }

    [LibraryImport("libc", EntryPoint = "sched_setscheduler")]
    private static partial int SetPolicy(int who, int policy, in int priority);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int priority);
}
