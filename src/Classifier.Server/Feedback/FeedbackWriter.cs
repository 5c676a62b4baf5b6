using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Classifier.Feedback;

namespace Classifier.Server.Feedback;

/// <summary>Writes corrections to their store, within the configured rate and capacity. Corrections wait in a bounded queue and are
/// written on one thread, so that a slow or locked disk does not block the threads of other calls.</summary>
internal sealed class FeedbackWriter : IDisposable
{
    private readonly FeedbackStore _store;
    private readonly RateLimiter _rate;
    private readonly FeedbackOptions _options;
    private readonly BlockingCollection<PendingCorrection> _queue;
    private readonly Thread _thread;

    /// <summary>Opens the store and starts the writing thread.</summary>
    /// <exception cref="FeedbackException">The store cannot be used.</exception>
    public FeedbackWriter(FeedbackOptions options)
    {
        _options = options;
        _store = FeedbackStore.Open(options.Store);
        _rate = new FixedWindowRateLimiter(
            new FixedWindowRateLimiterOptions { PermitLimit = options.MaxPerMinute, Window = TimeSpan.FromMinutes(1) }
        );
        _queue = new BlockingCollection<PendingCorrection>(options.MaxQueued);
        _thread = new Thread(WriteAll) { IsBackground = true, Name = "Feedback" };
        _thread.Start();
    }

    /// <summary>Tries to acquire a permit for one correction.</summary>
    /// <param name="retryAfter">The time after which to try again.</param>
    /// <returns><see langword="true"/> if the rate limit allows another correction now.</returns>
    public bool TryAcquire(out TimeSpan retryAfter)
    {
        using var lease = _rate.AttemptAcquire();
        retryAfter = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
        return lease.IsAcquired;
    }

    /// <summary>Adds a correction.</summary>
    /// <returns>What happened to the correction. If it is <see cref="FeedbackOutcome.Added"/>, the correction is on disk.</returns>
    /// <exception cref="FeedbackException">The store cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The call was canceled.</exception>
    public async Task<FeedbackOutcome> AddAsync(Correction correction, CancellationToken cancellation)
    {
        var pending = new PendingCorrection(correction);
        if (!_queue.TryAdd(pending, 0, CancellationToken.None))
        {
            return FeedbackOutcome.QueueFull;
        }

        try
        {
            return await pending.Outcome.WaitAsync(TimeSpan.FromSeconds(_options.WriteTimeoutSeconds), cancellation);
        }
        catch (TimeoutException)
        {
            return FeedbackOutcome.TimedOut;
        }
        finally
        {
            pending.Abandon();
        }
    }

    /// <summary>Writes the corrections in the queue and closes the store.</summary>
    public void Dispose()
    {
        _queue.CompleteAdding();
        _thread.Join();
        _queue.Dispose();
        _rate.Dispose();
        _store.Dispose();
    }

    private void WriteAll()
    {
        foreach (var pending in _queue.GetConsumingEnumerable())
        {
            if (!pending.IsAbandoned)
            {
                pending.Complete(Write);
            }
        }
    }

    private FeedbackOutcome Write(Correction correction)
    {
        try
        {
            return _store.Count >= _options.MaxCorrections ? FeedbackOutcome.StoreFull
                : _store.Add(correction) ? FeedbackOutcome.Added
                : FeedbackOutcome.Duplicate;
        }
        catch (FeedbackException e) when (e.IsDiskFull)
        {
            return FeedbackOutcome.DiskFull;
        }
        catch (FeedbackException e) when (e.IsLocked)
        {
            return FeedbackOutcome.TimedOut;
        }
    }

    /// <summary>Represents a correction in the queue.</summary>
    private sealed class PendingCorrection(Correction correction)
    {
        private readonly TaskCompletionSource<FeedbackOutcome> _outcome = new(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        private volatile bool _isAbandoned;

        public Task<FeedbackOutcome> Outcome => _outcome.Task;

        public bool IsAbandoned => _isAbandoned;

        /// <summary>Records that no call waits for the correction anymore.</summary>
        public void Abandon() => _isAbandoned = true;

        public void Complete(Func<Correction, FeedbackOutcome> write)
        {
            try
            {
                _outcome.SetResult(write(correction));
            }
            catch (Exception e)
            {
                _outcome.SetException(e); // the call reports it
            }
        }
    }
}
