using System.Diagnostics;

namespace Classifier.Pages;

/// <summary>Bounds the work for a page. Loops over the page call <see cref="Check"/>, also indirectly: the HTML parser calls it for
/// each token.</summary>
/// <remarks>A budget measures the thread that created it, so a page must be read on one thread.</remarks>
internal sealed class PageBudget
{
    /// <summary>The number of calls between two measurements.</summary>
    private const int MeasurementInterval = 32;

    private readonly PageLimits _limits;
    private readonly CancellationToken _cancellation;
    private readonly long _startBytes = GC.GetAllocatedBytesForCurrentThread();
    private readonly TimeSpan _startTime = ThreadClock.Now;
    private readonly long _startTimestamp = Stopwatch.GetTimestamp();
    private int _calls;

    /// <summary>Creates a budget, which begins now.</summary>
    /// <param name="limits">The limits.</param>
    /// <param name="cancellation">Cancels the work.</param>
    public PageBudget(PageLimits limits, CancellationToken cancellation)
    {
        _limits = limits;
        _cancellation = cancellation;
    }

    /// <summary>Gets the maximum number of attributes of an element.</summary>
    public int MaxAttributes => _limits.MaxAttributes;

    /// <summary>Throws if the work is canceled or a limit is exceeded.</summary>
    /// <exception cref="OperationCanceledException">The work is canceled.</exception>
    /// <exception cref="PageException">A limit is exceeded.</exception>
    public void Check()
    {
        _cancellation.ThrowIfCancellationRequested();
        if (++_calls % MeasurementInterval == 0)
        {
            Measure();
        }
    }

    private void Measure()
    {
        if (GC.GetAllocatedBytesForCurrentThread() - _startBytes > _limits.MaxAllocatedBytes)
        {
            throw new PageException(
                PageError.TooComplex,
                $"The page is too complex: reading it takes more than {_limits.MaxAllocatedBytes} bytes of memory.",
                nameof(PageLimits.MaxAllocatedBytes)
            );
        }

        // A thread cannot use more processor time than has passed, and reading its clock is a system call.
        if (
            Stopwatch.GetElapsedTime(_startTimestamp) > _limits.MaxTime
            && ThreadClock.Now - _startTime > _limits.MaxTime
        )
        {
            throw new PageException(
                PageError.TooComplex,
                $"The page is too complex: reading it takes more than {_limits.MaxTime.TotalSeconds:0.###} seconds.",
                nameof(PageLimits.MaxTime)
            );
        }
    }
}
