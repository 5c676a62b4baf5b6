using Classifier.Server.Admission;
using Xunit;

namespace Classifier.Server.Tests.Admission;

public class BulkSchedulerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bulk_work_leaves_one_core_free_while_unary_calls_arrive()
    {
        var time = new Clock();
        var scheduler = new BulkScheduler(2, time);
        var first = await scheduler.EnterAsync(Stop);
        var second = await scheduler.EnterAsync(Stop);
        var third = scheduler.EnterAsync(Stop).AsTask();
        Assert.False(third.IsCompleted);

        scheduler.RecordUnaryCall();
        first.Dispose();
        Assert.False(third.IsCompleted);
        second.Dispose();
        await third;

        time.Now += TimeSpan.FromSeconds(1).Ticks;
        Assert.True(scheduler.EnterAsync(Stop).AsTask().IsCompleted);
    }

    [Fact]
    public async Task Bulk_work_leaves_one_core_free_while_pages_are_read()
    {
        var scheduler = new BulkScheduler(2, new Clock());
        scheduler.EnterPage();
        using var first = await scheduler.EnterAsync(Stop);
        var second = scheduler.EnterAsync(Stop).AsTask();
        Assert.False(second.IsCompleted);

        scheduler.ExitPage();
        await second;
    }

    [Fact]
    public async Task Bulk_work_continues_on_a_single_core_while_unary_calls_arrive()
    {
        var scheduler = new BulkScheduler(1, new Clock());
        scheduler.RecordUnaryCall();
        (await scheduler.EnterAsync(Stop)).Dispose();
        Assert.True(scheduler.EnterAsync(Stop).AsTask().IsCompleted);
    }

    [Fact]
    public async Task Waiters_are_served_in_order_and_long_work_yields_to_them()
    {
        var scheduler = new BulkScheduler(1, new Clock());
        var first = await scheduler.EnterAsync(Stop);
        var (second, third) = (scheduler.EnterAsync(Stop).AsTask(), scheduler.EnterAsync(Stop).AsTask());
        var resumed = first.YieldAsync(Stop).AsTask();
        var secondTurn = await second;
        Assert.False(third.IsCompleted);
        await Task.Delay(50, Stop);
        secondTurn.Dispose();
        var thirdTurn = await third;
        Assert.False(resumed.IsCompleted);
        thirdTurn.Dispose();
        await resumed;
    }

    [Fact]
    public async Task Newcomers_do_not_overtake_waiters()
    {
        var time = new Clock();
        var scheduler = new BulkScheduler(2, time);
        scheduler.RecordUnaryCall();
        var first = await scheduler.EnterAsync(Stop);
        var waiter = scheduler.EnterAsync(Stop).AsTask();

        // The second core becomes free, but only a later call notices.
        time.Now += TimeSpan.FromSeconds(1).Ticks;
        var newcomer = scheduler.EnterAsync(Stop).AsTask();

        var turn = await waiter;
        Assert.False(newcomer.IsCompleted);
        turn.Dispose();
        await newcomer;
        first.Dispose();
    }

    [Fact]
    public async Task Canceled_waiters_leave_the_queue_and_canceled_work_gives_up_its_turn()
    {
        var scheduler = new BulkScheduler(1, new Clock());
        using var cancellation = new CancellationTokenSource();
        var first = await scheduler.EnterAsync(Stop);
        var canceled = scheduler.EnterAsync(cancellation.Token).AsTask();
        var last = scheduler.EnterAsync(Stop).AsTask();

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => canceled);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.YieldAsync(cancellation.Token).AsTask());

        (await last).Dispose();
        first.Dispose();
        Assert.True(scheduler.EnterAsync(Stop).AsTask().IsCompleted);
    }

    private sealed class Clock : TimeProvider
    {
        public long Now { get; set; } = TimeSpan.FromDays(1).Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;
    }
}
