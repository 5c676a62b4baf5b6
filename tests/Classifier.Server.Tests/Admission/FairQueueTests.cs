using Classifier.Server.Admission;
using Xunit;

namespace Classifier.Server.Tests.Admission;

public class FairQueueTests
{
    private readonly FairQueue<string> _queue = new();
    private readonly Caller _a = TestCallers.Create();
    private readonly Caller _b = TestCallers.Create();

    [Fact]
    public void Callers_take_turns_and_the_work_of_each_stays_in_order()
    {
        Add(_a, "a1", "a2", "a3", "a4");
        Add(_b, "b1", "b2");

        Assert.Equal(["a1", "b1", "a2", "b2", "a3", "a4"], TakeAll(_ => 10));
    }

    [Fact]
    public void A_caller_whose_work_costs_more_gets_fewer_turns()
    {
        Add(_a, "a1", "a2", "a3");
        Add(_b, "b1", "b2", "b3", "b4", "b5", "b6", "b7");

        Assert.Equal(
            ["a1", "b1", "b2", "b3", "a2", "b4", "b5", "b6", "a3", "b7"],
            TakeAll(work => work[0] == 'a' ? 30 : 10)
        );
    }

    [Fact]
    public void A_caller_that_was_idle_gets_no_credit_for_it()
    {
        Add(_a, "a1", "a2", "a3");
        Assert.Equal(["a1", "a2", "a3"], TakeAll(_ => 10));

        Add(_a, "a4", "a5");
        Add(_b, "b1", "b2", "b3", "b4");

        // The caller was served last at the start of its third turn; it has to wait for that turn only.
        Assert.Equal(["b1", "a4", "b2", "a5", "b3", "b4"], TakeAll(_ => 10));
    }

    [Fact]
    public void A_cost_that_is_known_late_is_charged_to_its_caller()
    {
        Add(_a, "a1", "a2");
        Add(_b, "b1", "b2", "b3");
        Assert.Equal("a1", Take(10));
        _queue.Charge(_a, 15);

        Assert.Equal(["b1", "b2", "b3", "a2"], TakeAll(_ => 10));
    }

    [Fact]
    public void Removed_work_is_not_taken()
    {
        var removed = _queue.Add(_a, "a1");
        Add(_a, "a2");
        var taken = _queue.Add(_b, "b1");

        Assert.True(_queue.Remove(_a, removed));
        Assert.Equal(["b1", "a2"], TakeAll(_ => 10).Order().Reverse());
        Assert.False(_queue.Remove(_b, taken));
        Assert.True(_queue.IsEmpty);
    }

    [Fact]
    public void A_caller_whose_only_work_is_removed_does_not_wait()
    {
        Assert.True(_queue.Remove(_a, _queue.Add(_a, "a1")));

        Assert.True(_queue.IsEmpty);
        Assert.False(_queue.TryTake(out _, out _));
    }

    private void Add(Caller caller, params string[] work)
    {
        foreach (var item in work)
        {
            _queue.Add(caller, item);
        }
    }

    private string Take(int cost)
    {
        Assert.True(_queue.TryTake(out var caller, out var work));
        _queue.Start(caller, cost);
        return work;
    }

    private List<string> TakeAll(Func<string, int> getCost)
    {
        var order = new List<string>();
        while (_queue.TryTake(out var caller, out var work))
        {
            _queue.Start(caller, getCost(work));
            order.Add(work);
        }

        return order;
    }
}
