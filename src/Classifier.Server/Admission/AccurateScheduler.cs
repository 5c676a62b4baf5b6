using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Classifier.Onnx;
using Classifier.Scoring;
using Classifier.Server.Grpc;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Classifier.Server.Admission;

/// <summary>Runs the accurate model on threads of its own with low priority, so that calls to the fast model do not wait for
/// it. Unary calls are served before batches, streams, and pages.</summary>
internal sealed class AccurateScheduler : IDisposable
{
    private const double InitialMilliseconds = 2;

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _available = new(0);
    private readonly Queue<Job> _unary = new();
    private readonly Queue<Job> _bulk = new();
    private readonly ServerLimits _limits;
    private readonly Thread[] _threads;
    private long _queuedCost;
    private double _millisecondsPerCost = InitialMilliseconds;
    private volatile bool _stopping;

    /// <summary>Starts the threads.</summary>
    /// <param name="limits">The limits.</param>
    public AccurateScheduler(ServerLimits limits)
    {
        _limits = limits;
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

    /// <summary>Gets the number of headlines that wait or are scored; an explained headline counts as twelve.</summary>
    public long QueuedCost => Interlocked.Read(ref _queuedCost);

    /// <summary>Reserves places in the queue.</summary>
    /// <param name="headlines">The number of headlines.</param>
    /// <param name="options">The options; explanations take more time.</param>
    /// <returns>The reservation, which must be disposed when the headlines are classified.</returns>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: the queue is full.</exception>
    public Reservation Reserve(int headlines, ClassifyOptions options)
    {
        var cost = headlines * GetCost(options);
        var queued = Interlocked.Add(ref _queuedCost, cost);
        if (queued > _limits.MaxAccurateItems)
        {
            Interlocked.Add(ref _queuedCost, -cost);
            throw Exhausted(queued - cost);
        }

        return new Reservation(this, cost);
    }

    /// <summary>Classifies a headline when a thread is free.</summary>
    /// <param name="classifier">The accurate classifier.</param>
    /// <param name="headline">A valid headline.</param>
    /// <param name="options">The options.</param>
    /// <param name="isUnary">Whether the call has a single headline.</param>
    /// <param name="cancellation">Removes the headline from the queue.</param>
    /// <exception cref="OperationCanceledException">The call was canceled before the headline was classified.</exception>
    public Task<Classification> ClassifyAsync(
        AccurateClassifier classifier,
        string headline,
        ClassifyOptions options,
        bool isUnary,
        CancellationToken cancellation
    )
    {
        var job = new Job(classifier, headline, options, cancellation);
        lock (_lock)
        {
            (isUnary ? _unary : _bulk).Enqueue(job);
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

    private static long GetCost(ClassifyOptions options) => options.Explain ? BulkScheduler.ExplanationCostFactor : 1;

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
            job = _unary.TryDequeue(out var next) || _bulk.TryDequeue(out next) ? next : null;
        }

        if (job is not null && !job.Cancellation.IsCancellationRequested)
        {
            Run(job);
        }
    }

    private void Run(Job job)
    {
        var start = Stopwatch.GetTimestamp();
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

        var milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds / GetCost(job.Options);
        _millisecondsPerCost += 0.05 * (milliseconds - _millisecondsPerCost);
    }

    private RpcException Exhausted(long queued)
    {
        var max = _limits.MaxAccurateItems;
        var delay = TimeSpan.FromMilliseconds(Math.Max(100, queued * _millisecondsPerCost / _threads.Length));
        return RpcErrors.Create(
            Code.ResourceExhausted,
            "ACCURATE_QUEUE_FULL",
            $"The queue of the accurate model is full: its limit is {max} headlines. Send smaller batches, try again later, or use the fast model.",
            new Dictionary<string, string>
            {
                ["limit"] = max.ToString(CultureInfo.InvariantCulture),
                ["setting"] = $"{ServerLimits.Section}:{nameof(ServerLimits.MaxAccurateItems)}",
            },
            new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) }
        );
    }

    /// <summary>Holds places in the queue until it is disposed.</summary>
    internal sealed class Reservation(AccurateScheduler scheduler, long cost) : IDisposable
    {
        public void Dispose() => Interlocked.Add(ref scheduler._queuedCost, -Interlocked.Exchange(ref cost, 0));
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
