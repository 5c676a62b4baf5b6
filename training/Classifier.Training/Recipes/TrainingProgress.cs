using System.Diagnostics;

namespace Classifier.Training.Recipes;

/// <summary>Reports the steps of a training run and their progress. When cancellation is requested, the next report throws
/// <see cref="OperationCanceledException"/>.</summary>
/// <param name="step">Receives each step when it starts.</param>
/// <param name="detail">Receives the progress of the step at intervals: percentage, rows per second, and time left.</param>
/// <param name="stop">Requests cancellation.</param>
/// <param name="share">Receives the completed share of the run, 0 to 1, of a run that knows it; null if it is not shown.</param>
public sealed class TrainingProgress(
    Action<string> step,
    Action<string> detail,
    CancellationToken stop,
    Action<double>? share = null
) : IProgress<string>
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(0.2);

    private readonly Lock _lock = new();
    private long _stepStart;
    private long _lastReport;

    /// <summary>Gets a value indicating whether a report has thrown because of cancellation.</summary>
    internal bool IsCanceled { get; private set; }

    /// <summary>Reports the start of a step.</summary>
    /// <param name="value">The description of the step.</param>
    public void Report(string value)
    {
        ThrowIfCanceled();
        _stepStart = _lastReport = Stopwatch.GetTimestamp();
        step(value);
    }

    /// <summary>Reports the progress of the current step. This method is thread-safe.</summary>
    /// <param name="done">The number of rows processed in all passes.</param>
    /// <param name="total">The maximum number of rows in all passes.</param>
    /// <param name="before">The number of rows of earlier steps of the same kind.</param>
    /// <param name="after">The number of rows of later steps of the same kind, which count for the time left.</param>
    internal void ReportRows(long done, long total, long before = 0, long after = 0)
    {
        ThrowIfCanceled();
        if (Stopwatch.GetElapsedTime(_lastReport) < ReportInterval || !_lock.TryEnter())
        {
            return;
        }

        try
        {
            _lastReport = Stopwatch.GetTimestamp();
            var speed = done / Math.Max(0.001, Stopwatch.GetElapsedTime(_stepStart).TotalSeconds);
            var left = TimeSpan.FromSeconds(Math.Max(0, total - done + after) / Math.Max(1, speed));
            var completed = Math.Min(1, (double)(before + done) / Math.Max(1, before + total + after));
            share?.Invoke(completed);
            detail($"{100 * completed:0} %, {speed:N0} rows/s, at most {Format(left)} left");
        }
        finally
        {
            _lock.Exit();
        }
    }

    private void ThrowIfCanceled()
    {
        IsCanceled |= stop.IsCancellationRequested;
        stop.ThrowIfCancellationRequested();
    }

    private static string Format(TimeSpan time) =>
        time < TimeSpan.FromMinutes(1.5)
            ? $"{Math.Ceiling(time.TotalSeconds):0} s"
            : $"{Math.Ceiling(time.TotalMinutes):0} min";
}
