using Classifier.Server.Admission;
using Xunit;

namespace Classifier.Server.Tests.Admission;

public class BoundedAmountTests
{
    private readonly TestClock _clock = new();

    [Fact]
    public void An_amount_is_added_up_to_the_maximum()
    {
        var amount = new BoundedAmount(100, _clock);

        Assert.True(amount.TryAdd(60));
        Assert.False(amount.TryAdd(41));
        Assert.True(amount.TryAdd(40));
        Assert.False(amount.TryAdd(long.MaxValue));
        amount.Remove(100);
        Assert.Equal(0, amount.InFlight);
    }

    [Fact]
    public void The_delay_follows_from_what_has_drained_per_second()
    {
        var amount = new BoundedAmount(1_000, _clock);
        amount.TryAdd(1_000);
        _clock.Now += TimeSpan.FromSeconds(0.5).Ticks;
        amount.Remove(100); // 200 per second; 900 are in flight

        Assert.Equal(TimeSpan.FromSeconds(1), amount.EstimateDelay(300));
        Assert.Equal(TimeSpan.FromSeconds(2), amount.EstimateDelay(500));
    }

    [Fact]
    public void Time_without_anything_in_flight_does_not_count()
    {
        var amount = new BoundedAmount(1_000, _clock);
        for (var i = 0; i < 10; i++)
        {
            amount.TryAdd(2);
            _clock.Now += TimeSpan.FromSeconds(0.01).Ticks;
            amount.Remove(2); // 200 per second while busy
            _clock.Now += TimeSpan.FromSeconds(60).Ticks;
        }

        amount.TryAdd(1_000);
        Assert.Equal(TimeSpan.FromSeconds(1), amount.EstimateDelay(200));
    }

    [Theory]
    [InlineData(1, 0.05)]
    [InlineData(1_000, 10)]
    public void The_delay_is_bounded(long needed, double seconds)
    {
        var amount = new BoundedAmount(1_000, _clock);
        amount.TryAdd(1_000);
        _clock.Now += TimeSpan.FromSeconds(1).Ticks;
        amount.Remove(50);
        amount.TryAdd(50);

        Assert.Equal(TimeSpan.FromSeconds(seconds), amount.EstimateDelay(needed));
    }

    [Fact]
    public void The_delay_is_a_guess_before_anything_has_drained()
    {
        var amount = new BoundedAmount(10, _clock);
        amount.TryAdd(10);

        Assert.InRange(amount.EstimateDelay(1), TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1));
    }
}
