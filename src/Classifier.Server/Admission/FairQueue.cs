using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Classifier.Server.Admission;

/// <summary>Orders waiting work so that callers get equal shares by cost, however much each of them sends: next is the caller that has
/// spent least. The work of a caller stays in order. A caller that was idle gets no credit for it.</summary>
/// <remarks>Start-time fair queuing: P. Goyal, H. M. Vin, and H. Cheng, "Start-Time Fair Queuing", SIGCOMM 1996. Not thread-safe.</remarks>
/// <typeparam name="T">The type of the work.</typeparam>
internal sealed class FairQueue<T>
{
    private readonly ConditionalWeakTable<Caller, Flow> _flows = [];

    /// <summary>The flows with waiting work. Of flows that have spent the same, the first is next.</summary>
    private readonly List<Flow> _waiting = [];

    private long _virtualTime;

    /// <summary>Gets a value indicating whether nothing waits.</summary>
    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>Gets the amount of waiting work.</summary>
    public int Count => _waiting.Sum(flow => flow.Work.Count);

    /// <summary>Adds work after the other work of its caller.</summary>
    public LinkedListNode<T> Add(Caller caller, T work)
    {
        var flow = GetFlow(caller);
        if (flow.Work.Count == 0)
        {
            flow.Spent = Math.Max(flow.Spent, _virtualTime);
            _waiting.Add(flow);
        }

        return flow.Work.AddLast(work);
    }

    /// <summary>Removes and returns the next work. Its start must be recorded by <see cref="Start"/>.</summary>
    public bool TryTake([MaybeNullWhen(false)] out Caller caller, [MaybeNullWhen(false)] out T work)
    {
        (caller, work) = (default, default);
        if (_waiting.MinBy(flow => flow.Spent) is not { } next)
        {
            return false;
        }

        (caller, work) = (next.Caller, next.Work.First!.Value);
        next.Work.RemoveFirst();
        _waiting.Remove(next);
        if (next.Work.Count > 0)
        {
            _waiting.Add(next);
        }

        return true;
    }

    /// <summary>Removes work that has not been taken.</summary>
    /// <returns><see langword="false"/> if it has been taken.</returns>
    public bool Remove(Caller caller, LinkedListNode<T> work)
    {
        if (work.List is null)
        {
            return false;
        }

        var flow = GetFlow(caller);
        flow.Work.Remove(work);
        if (flow.Work.Count == 0)
        {
            _waiting.Remove(flow);
        }

        return true;
    }

    /// <summary>Records that work of a caller starts, and charges its expected cost.</summary>
    public void Start(Caller caller, long cost)
    {
        var flow = GetFlow(caller);
        _virtualTime = Math.Max(_virtualTime, flow.Spent);
        flow.Spent = _virtualTime + cost;
    }

    /// <summary>Charges what work of a caller has cost beyond its expected cost.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="cost">The cost, which is negative if the work was cheaper than expected.</param>
    public void Charge(Caller caller, long cost) => GetFlow(caller).Spent += cost;

    private Flow GetFlow(Caller caller) => _flows.GetValue(caller, static caller => new Flow(caller));

    /// <summary>Represents the work of a caller and what it has spent, in the time of the queue.</summary>
    private sealed class Flow(Caller caller)
    {
        public Caller Caller => caller;

        public LinkedList<T> Work { get; } = [];

        public long Spent { get; set; }
    }
}
