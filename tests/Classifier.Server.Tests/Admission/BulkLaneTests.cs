using Classifier.Server.Admission;
using Xunit;

namespace Classifier.Server.Tests.Admission;

public class BulkLaneTests
{
    [Fact]
    public void Bulk_work_takes_all_cores_while_no_single_call_comes_and_leaves_one_when_they_do()
    {
        var time = new Clock();
        var lane = new BulkLane(2, time);
        Assert.True(lane.EnterAsync().IsCompleted);
        Assert.True(lane.EnterAsync().IsCompleted);
        var third = lane.EnterAsync();
        Assert.False(third.IsCompleted);

        lane.SeeSingle();
        lane.Leave();
        Assert.False(third.IsCompleted);
        lane.Leave();
        Assert.True(third.IsCompleted);

        time.Now += TimeSpan.FromSeconds(1).Ticks;
        Assert.True(lane.EnterAsync().IsCompleted);
    }

    [Fact]
    public void Even_on_one_core_bulk_work_goes_on_beside_single_calls()
    {
        var lane = new BulkLane(1, new Clock());
        lane.SeeSingle();
        Assert.True(lane.EnterAsync().IsCompleted);
        lane.Leave();
        Assert.True(lane.EnterAsync().IsCompleted);
    }

    [Fact]
    public async Task Whoever_waits_is_served_in_order_and_a_long_batch_gives_way_between_turns()
    {
        var lane = new BulkLane(1, new Clock());
        await lane.EnterAsync();
        var (second, third) = (lane.EnterAsync(), lane.EnterAsync());
        var goesOn = lane.TakeTurnsAsync();
        await second;
        Assert.False(third.IsCompleted);
        lane.Leave();
        await third;
        Assert.False(goesOn.IsCompleted);
        lane.Leave();
        await goesOn;
    }

    private sealed class Clock : TimeProvider
    {
        public long Now { get; set; } = TimeSpan.FromDays(1).Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;
    }
}
