using Classifier.Server.Admission;
using Xunit;

namespace Classifier.Server.Tests.Admission;

public class BulkSchedulerTests
{
    [Fact]
    public void Bulk_work_leaves_one_core_free_while_unary_calls_arrive()
    {
        var time = new Clock();
        var scheduler = new BulkScheduler(2, time);
        Assert.True(scheduler.EnterAsync().IsCompleted);
        Assert.True(scheduler.EnterAsync().IsCompleted);
        var third = scheduler.EnterAsync();
        Assert.False(third.IsCompleted);

        scheduler.RecordUnaryCall();
        scheduler.Exit();
        Assert.False(third.IsCompleted);
        scheduler.Exit();
        Assert.True(third.IsCompleted);

        time.Now += TimeSpan.FromSeconds(1).Ticks;
        Assert.True(scheduler.EnterAsync().IsCompleted);
    }

    [Fact]
    public void Bulk_work_continues_on_a_single_core_while_unary_calls_arrive()
    {
        var scheduler = new BulkScheduler(1, new Clock());
        scheduler.RecordUnaryCall();
        Assert.True(scheduler.EnterAsync().IsCompleted);
        scheduler.Exit();
        Assert.True(scheduler.EnterAsync().IsCompleted);
    }

    [Fact]
    public async Task Waiters_are_served_in_order_and_long_work_yields_to_them()
    {
        var scheduler = new BulkScheduler(1, new Clock());
        await scheduler.EnterAsync();
        var (second, third) = (scheduler.EnterAsync(), scheduler.EnterAsync());
        var resumed = scheduler.YieldAsync();
        await second;
        Assert.False(third.IsCompleted);
        scheduler.Exit();
        await third;
        Assert.False(resumed.IsCompleted);
        scheduler.Exit();
        await resumed;
    }

    private sealed class Clock : TimeProvider
    {
        public long Now { get; set; } = TimeSpan.FromDays(1).Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;
    }
}
