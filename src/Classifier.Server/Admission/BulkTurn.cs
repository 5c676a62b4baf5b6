namespace Classifier.Server.Admission;

/// <summary>Represents the turn of a caller of <see cref="BulkScheduler"/>. Disposing it ends the turn.</summary>
/// <param name="gate">The gate that the caller has entered.</param>
/// <param name="caller">The caller.</param>
internal sealed class BulkTurn(FairGate gate, Caller caller) : IDisposable
{
    private int _spent;
    private bool _isHeld = true;

    /// <summary>Spends a part of the turn. When the turn is used up, lets other callers have their turns first.</summary>
    /// <param name="cost">The cost, in characters of headlines.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="OperationCanceledException">The work was canceled. The turn has ended.</exception>
    public ValueTask SpendAsync(int cost, CancellationToken cancellation)
    {
        _spent += cost;
        return _spent < BulkScheduler.TurnCost ? ValueTask.CompletedTask : YieldAsync(cancellation);
    }

    /// <summary>Ends the turn and waits for the next one.</summary>
    /// <param name="cancellation">Cancels the work.</param>
    public async ValueTask YieldAsync(CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            Dispose();
            cancellation.ThrowIfCancellationRequested();
        }

        var spent = _spent;
        (_spent, _isHeld) = (0, false);
        await gate.YieldAsync(caller, spent, cancellation);
        _isHeld = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isHeld)
        {
            _isHeld = false;
            gate.Exit(caller, _spent);
            _spent = 0;
        }
    }
}
