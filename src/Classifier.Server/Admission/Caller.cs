using System.Globalization;
using System.Threading.RateLimiting;
using Classifier.Server.Grpc;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Classifier.Server.Admission;

/// <summary>Represents whom calls are answered for: an API key, or a connection if callers need no key. Each caller has a budget and a
/// rate of its own, and callers share the server fairly.</summary>
#pragma warning disable CA1001 // a limiter without a timer has nothing to dispose
internal sealed class Caller
#pragma warning restore CA1001
{
    private static readonly TimeSpan ReplenishmentPeriod = TimeSpan.FromMilliseconds(100);

    private readonly int _maxCost;
    private readonly TokenBucketRateLimiter? _rate;

    /// <summary>Creates a caller.</summary>
    /// <param name="name">The name for messages, such as <c>the connection</c>.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="headlinesPerSecond">The rate; 0 for no limit.</param>
    /// <param name="time">The clock.</param>
    public Caller(string name, ServerLimits limits, int headlinesPerSecond, TimeProvider time)
    {
        Name = name;
        Budget = Budget.ForCaller(name, limits, time);
        HeadlinesPerSecond = headlinesPerSecond;
        if (headlinesPerSecond > 0)
        {
            // A second's worth, but at least the largest batch, which could not be sent otherwise.
            _maxCost = Math.Max(headlinesPerSecond, limits.MaxBatchItems);
            var perPeriod = headlinesPerSecond * ReplenishmentPeriod.TotalSeconds;
            _rate = new TokenBucketRateLimiter(
                new TokenBucketRateLimiterOptions
                {
                    TokenLimit = _maxCost,
                    TokensPerPeriod = (int)Math.Max(1, perPeriod),
                    ReplenishmentPeriod = ReplenishmentPeriod * Math.Max(1, 1 / perPeriod),
                    AutoReplenishment = false,
                }
            );
        }
    }

    /// <summary>Gets the name for messages.</summary>
    public string Name { get; }

    /// <summary>Gets the budget.</summary>
    public Budget Budget { get; }

    /// <summary>Gets the rate limit; 0 for none.</summary>
    public int HeadlinesPerSecond { get; }

    /// <summary>Takes headlines from the rate.</summary>
    /// <param name="headlines">The number of headlines. More than the caller could ever send at once count as that.</param>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: the caller has used up its rate.</exception>
    public void Charge(long headlines)
    {
        if (_rate is null || headlines <= 0)
        {
            return;
        }

        _rate.TryReplenish();
        using var lease = _rate.AttemptAcquire((int)Math.Min(headlines, _maxCost));
        if (lease.IsAcquired)
        {
            return;
        }

        var delay = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        throw RpcErrors.Create(
            Code.ResourceExhausted,
            "RATE_LIMITED",
            $"The rate of {Name} is limited to {HeadlinesPerSecond} headlines per second. Try again later.",
            new Dictionary<string, string>
            {
                ["limit"] = HeadlinesPerSecond.ToString(CultureInfo.InvariantCulture),
                ["scope"] = Name,
            },
            new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) }
        );
    }
}
