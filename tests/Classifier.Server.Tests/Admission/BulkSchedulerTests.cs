using Classifier.Server.Admission;
using Xunit;

namespace Classifier.Server.Tests.Admission;

public class BulkSchedulerTests
{
    private readonly Caller _caller = TestCallers.Create();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bulk_work_leaves_one_core_free_while_unary_calls_arrive()
    {
        var time = new TestClock();
        var scheduler = new BulkScheduler(2, time);
        var first = await scheduler.EnterAsync(_caller, Stop);
        var second = await scheduler.EnterAsync(_caller, Stop);
        var third = scheduler.EnterAsync(_caller, Stop).AsTask();
        Assert.False(third.IsCompleted);

        scheduler.RecordUnaryCall();
        first.Dispose();
        Assert.False(third.IsCompleted);
        second.Dispose();
        await third;

        time.Now += TimeSpan.FromSeconds(1).Ticks;
        Assert.True(scheduler.EnterAsync(_caller, Stop).AsTask().IsCompleted);
    }

    [Fact]
    public async Task Bulk_work_leaves_one_core_free_while_pages_are_read()
    {
        var scheduler = new BulkScheduler(2, new TestClock());
        scheduler.EnterPage();
        using var first = await scheduler.EnterAsync(_caller, Stop);
        var second = scheduler.EnterAsync(_caller, Stop).AsTask();
        Assert.False(second.IsCompleted);

        scheduler.ExitPage();
        await second;
    }

    [Fact]
    public async Task Bulk_work_continues_on_a_single_core_while_unary_calls_arrive()
    {
        var scheduler = new BulkScheduler(1, new TestClock());
        scheduler.RecordUnaryCall();
        (await scheduler.EnterAsync(_caller, Stop)).Dispose();
        Assert.True(scheduler.EnterAsync(_caller, Stop).AsTask().IsCompleted);
    }

    [Fact]
    public async Task Waiters_are_served_in_order_and_long_work_yields_to_them()
    {
        var scheduler = new BulkScheduler(1, new TestClock());
        var first = await scheduler.EnterAsync(_caller, Stop);
        var (second, third) = (
            scheduler.EnterAsync(_caller, Stop).AsTask(),
            scheduler.EnterAsync(_caller, Stop).AsTask()
        );
        var resumed = first.YieldAsync(Stop).AsTask();
        var secondTurn = await second;
        Assert.False(third.IsCompleted);
        secondTurn.Dispose();
        var thirdTurn = await third;
        Assert.False(resumed.IsCompleted);
        thirdTurn.Dispose();
        await resumed;
    }

    [Fact]
    public async Task Newcomers_do_not_overtake_waiters()
    {
        var time = new TestClock();
        var scheduler = new BulkScheduler(2, time);
        scheduler.RecordUnaryCall();
        var first = await scheduler.EnterAsync(_caller, Stop);
        var waiter = scheduler.EnterAsync(_caller, Stop).AsTask();

        // The second core becomes free, but only a later call notices.
        time.Now += TimeSpan.FromSeconds(1).Ticks;
        var newcomer = scheduler.EnterAsync(_caller, Stop).AsTask();

        var turn = await waiter;
        Assert.False(newcomer.IsCompleted);
        turn.Dispose();
        await newcomer;
        first.Dispose();
    }

    [Fact]
    public async Task Canceled_waiters_leave_the_queue_and_canceled_work_gives_up_its_turn()
    {
        var scheduler = new BulkScheduler(1, new TestClock());
        using var cancellation = new CancellationTokenSource();
        var first = await scheduler.EnterAsync(_caller, Stop);
        var canceled = scheduler.EnterAsync(_caller, cancellation.Token).AsTask();
        var last = scheduler.EnterAsync(_caller, Stop).AsTask();

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => canceled);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.YieldAsync(cancellation.Token).AsTask());

        (await last).Dispose();
        first.Dispose();
        Assert.True(scheduler.EnterAsync(_caller, Stop).AsTask().IsCompleted);
    }

    [Fact]
    public async Task A_caller_with_much_waiting_work_does_not_delay_another_caller()
    {
        var (flooder, other) = (TestCallers.Create(), TestCallers.Create());
        var scheduler = new BulkScheduler(1, new TestClock());
        var running = await scheduler.EnterAsync(flooder, Stop);
        var flood = Enumerable.Range(0, 100).Select(_ => scheduler.EnterAsync(flooder, Stop).AsTask()).ToList();
        var call = scheduler.EnterAsync(other, Stop).AsTask();

        await running.SpendAsync(1, Stop);
        running.Dispose();

        (await call).Dispose();
        (await flood[0]).Dispose();
    }

    [Fact]
    public async Task Callers_share_by_the_cost_of_their_turns()
    {
        var (costly, cheap) = (TestCallers.Create(), TestCallers.Create());
        var scheduler = new BulkScheduler(1, new TestClock());
        var order = new List<Caller>();
        var first = await scheduler.EnterAsync(_caller, Stop);
        var work = new[] { RunAsync(costly, 3 * BulkScheduler.TurnCost), RunAsync(cheap, BulkScheduler.TurnCost) };
        first.Dispose();
        await Task.WhenAll(work);

        // Each turn of the costly caller is worth three of the cheap one.
        Assert.Equal(
            [costly, cheap, cheap, cheap, costly, cheap, cheap, cheap, costly, cheap, cheap, cheap],
            order.Take(12)
        );

        async Task RunAsync(Caller caller, int cost)
        {
            using var turn = await scheduler.EnterAsync(caller, Stop);
            for (var i = 0; i < 12; i++)
            {
                lock (order)
                {
                    order.Add(caller);
                }

                await turn.SpendAsync(cost, Stop);
            }
        }
    }
}
