using System.Runtime.CompilerServices;
using Classifier.Onnx;
using Classifier.Scoring;

namespace Classifier.Server.Admission;

/// <summary>Runs the accurate model on threads of its own with low priority, so that calls to the fast model do not wait for
/// it. Unary calls are served before batches, streams, and pages, and callers get equal shares of both.</summary>
internal sealed class AccurateScheduler : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _available = new(0);
    private readonly FairQueue<Job> _unary = new();
    private readonly FairQueue<Job> _bulk = new();
    private readonly Thread[] _threads;
    private volatile bool _stopping;

    /// <summary>Starts the threads.</summary>
    /// <param name="limits">The limits.</param>
    public AccurateScheduler(ServerLimits limits)
    {
        _threads =
        [
            .. Enumerable
                .Range(1, limits.AccurateThreads)
                .Select(number => new Thread(Run)
                {
                    Name = $"accurate model {number}",
                    IsBackground = true,
                    Priority = ThreadPriority.BelowNormal,
                }),
        ];
        foreach (var thread in _threads)
        {
            thread.Start();
        }
    }

    /// <summary>Classifies a headline when a thread is free.</summary>
    /// <param name="classifier">The accurate classifier.</param>
    /// <param name="headline">A valid headline.</param>
    /// <param name="options">The options.</param>
    /// <param name="caller">The caller.</param>
    /// <param name="isUnary">Whether the call has a single headline.</param>
    /// <param name="cancellation">Removes the headline from the queue.</param>
    /// <exception cref="OperationCanceledException">The call was canceled before the headline was classified.</exception>
    public Task<Classification> ClassifyAsync(
        AccurateClassifier classifier,
        string headline,
        ClassifyOptions options,
        Caller caller,
        bool isUnary,
        CancellationToken cancellation
    )
    {
        var job = new Job(classifier, headline, options, cancellation);
        lock (_lock)
        {
            (isUnary ? _unary : _bulk).Add(caller, job);
        }

        _available.Release();
        return job.Completion.Task.WaitAsync(cancellation);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping = true;
        _available.Release(_threads.Length);
        foreach (var thread in _threads)
        {
            thread.Join();
        }

        _available.Dispose();
    }

    /// <summary>Returns the cost of a headline, relative to one without an explanation.</summary>
    public static long GetCost(ClassifyOptions options) => options.Explain ? BulkScheduler.ExplanationCostFactor : 1;

    private void Run()
    {
        while (true)
        {
            _available.Wait();
            if (_stopping)
            {
                return;
            }

            RunNext();
        }
    }

    /// <summary>Runs the next job. A method of its own, so that a waiting thread does not hold the models of its last job.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RunNext()
    {
        Job? job;
        lock (_lock)
        {
            job = Take(_unary) ?? Take(_bulk);
        }

        if (job is not null && !job.Cancellation.IsCancellationRequested)
        {
            Run(job);
        }
    }

    private static Job? Take(FairQueue<Job> queue)
    {
        if (!queue.TryTake(out var caller, out var job))
        {
            return null;
        }

        queue.Start(caller, GetCost(job.Options));
        return job;
    }

    private static void Run(Job job)
    {
        try
        {
            job.Completion.SetResult(job.Classifier.Classify(job.Headline, job.Options));
        }
#pragma warning disable CA1031 // the caller, not the thread, handles the exception
        catch (Exception e)
#pragma warning restore CA1031
        {
            job.Completion.SetException(e);
        }
    }

    private sealed record Job(
        AccurateClassifier Classifier,
        string Headline,
        ClassifyOptions Options,
        CancellationToken Cancellation
    )
    {
        public TaskCompletionSource<Classification> Completion { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
