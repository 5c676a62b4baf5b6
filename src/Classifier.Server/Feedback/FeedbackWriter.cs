using System.Threading.RateLimiting;
using Classifier.Feedback;

namespace Classifier.Server.Feedback;

/// <summary>Writes corrections to their store, one at a time, within the configured rate and capacity.</summary>
internal sealed class FeedbackWriter : IDisposable
{
    private readonly Lock _lock = new();
    private readonly FeedbackStore _store;
    private readonly RateLimiter _rate;
    private readonly FeedbackOptions _options;

    /// <summary>Opens the store.</summary>
    /// <exception cref="FeedbackException">The store cannot be used.</exception>
    public FeedbackWriter(FeedbackOptions options)
    {
        _options = options;
        _store = FeedbackStore.Open(options.Store);
        _rate = new FixedWindowRateLimiter(
            new FixedWindowRateLimiterOptions { PermitLimit = options.MaxPerMinute, Window = TimeSpan.FromMinutes(1) }
        );
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
    /// <returns><see langword="true"/> if the correction is new; <see langword="null"/> if the store is full.</returns>
    /// <exception cref="FeedbackException">The store cannot be written.</exception>
    public bool? Add(Correction correction)
    {
        lock (_lock)
        {
            return _store.Count >= _options.MaxCorrections ? null : _store.Add(correction);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rate.Dispose();
        _store.Dispose();
    }
}
