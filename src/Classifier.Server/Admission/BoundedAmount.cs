namespace Classifier.Server.Admission;

/// <summary>Counts what is in flight up to a maximum, and measures how fast it drains while something is in flight.</summary>
/// <param name="max">The maximum.</param>
/// <param name="time">The clock.</param>
internal sealed class BoundedAmount(long max, TimeProvider time)
{
    /// <summary>The weight of the latest sample in the rate.</summary>
    private const double SampleWeight = 0.3;

    private static readonly TimeSpan SampleTime = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MinDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(10);

    /// <summary>The delay before anything has drained.</summary>
    private static readonly TimeSpan DefaultDelay = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private long _inFlight;
    private long _drained;
    private TimeSpan _busyBefore;
    private long _busySince;
    private double _perSecond;

    /// <summary>Gets the maximum.</summary>
    public long Max => max;

    /// <summary>Gets the amount in flight.</summary>
    public long InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Adds an amount if that does not exceed the maximum.</summary>
    public bool TryAdd(long amount)
    {
        lock (_lock)
        {
            if (amount > max - _inFlight)
            {
                return false;
            }

            if (_inFlight == 0)
            {
                _busySince = time.GetTimestamp();
            }

            _inFlight += amount;
            return true;
        }
    }

    /// <summary>Removes an amount that was added.</summary>
    public void Remove(long amount)
    {
        if (amount == 0)
        {
            return;
        }

        lock (_lock)
        {
            _inFlight -= amount;
            _drained += amount;
            var now = time.GetTimestamp();
            var busy = _busyBefore + time.GetElapsedTime(_busySince, now);
            if (busy >= SampleTime)
            {
                var rate = _drained / busy.TotalSeconds;
                _perSecond += (_perSecond == 0 ? 1 : SampleWeight) * (rate - _perSecond);
                (_drained, _busyBefore, _busySince) = (0, TimeSpan.Zero, now);
            }
            else if (_inFlight == 0)
            {
                _busyBefore = busy;
            }
        }
    }

    /// <summary>Estimates the time after which an amount can be added.</summary>
    public TimeSpan EstimateDelay(long amount)
    {
        lock (_lock)
        {
            if (_perSecond == 0)
            {
                return DefaultDelay;
            }

            var seconds = (_inFlight + amount - max) / _perSecond;
            return TimeSpan.FromSeconds(Math.Clamp(seconds, MinDelay.TotalSeconds, MaxDelay.TotalSeconds));
        }
    }
}
