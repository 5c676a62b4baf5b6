using System.Threading.RateLimiting;
using Classifier.Feedback;

namespace Classifier.Server.Feedback;

/// <summary>The way of corrections into their store: one at a time, no faster and no more than the settings allow.</summary>
internal sealed class FeedbackIntake : IDisposable
{
    private readonly Lock _one = new();
    private readonly FeedbackStore _store;
    private readonly RateLimiter _pace;
    private readonly FeedbackSettings _settings;

    /// <summary>Opens the store.</summary>
    /// <exception cref="FeedbackException">It cannot be used.</exception>
    public FeedbackIntake(FeedbackSettings settings)
    {
        _settings = settings;
        _store = FeedbackStore.Open(settings.Store);
        _pace = new FixedWindowRateLimiter(
            new FixedWindowRateLimiterOptions { PermitLimit = settings.MaxPerMinute, Window = TimeSpan.FromMinutes(1) }
        );
    }

    /// <summary>Whether another correction may come now; if not, after what time.</summary>
    public bool MayCome(out TimeSpan wait)
    {
        using var lease = _pace.AttemptAcquire();
        wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
        return lease.IsAcquired;
    }

    /// <summary>Adds a correction.</summary>
    /// <returns>Whether it is new; null when the store is full.</returns>
    /// <exception cref="FeedbackException">It cannot be written.</exception>
    public bool? Add(Correction correction)
    {
        lock (_one)
        {
            return _store.Count >= _settings.MaxCorrections ? null : _store.Add(correction);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pace.Dispose();
        _store.Dispose();
    }
}
