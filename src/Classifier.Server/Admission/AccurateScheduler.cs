using Classifier.Onnx;
using Classifier.Scoring;

namespace Classifier.Server.Admission;

/// <summary>Runs the accurate model on threads of its own with low priority, so that calls to the fast model do not wait for
/// it. Unary calls are served before batches, streams, and pages, and callers get equal shares of both.</summary>
internal sealed class AccurateScheduler : IDisposable
{
    private readonly Lock _lock = new();
    private readonly FairQueue<Job> _unary = new();
    private readonly FairQueue<Job> _bulk = new();
    private readonly LowPriorityThreads _threads;

    /// <summary>Starts the threads.</summary>
    /// <param name="limits">The limits.</param>
    public AccurateScheduler(ServerLimits limits) =>
        _threads = new("accurate model", limits.AccurateThreads, onlyWhenIdle: false);

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

        _threads.Post(RunNext);
        return job.Completion.Task.WaitAsync(cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _threads.Dispose();

    /// <summary>Returns the cost of a headline, relative to one without an explanation.</summary>
    public static long GetCost(ClassifyOptions options) => options.Explain ? BulkScheduler.ExplanationCostFactor : 1;

    private Action? RunNext()
    {
        Job? job;
        lock (_lock)
        {
            job = Take(_unary) ?? Take(_bulk);
        }

        return job is null || job.Cancellation.IsCancellationRequested
            ? null
            : LowPriorityThreads.Capture(job.Completion, () => Classify(job));
    }

    private static Classification Classify(Job job)
    {
        InferenceThreads.AddCurrent();
        return job.Classifier.Classify(job.Headline, job.Options);
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
