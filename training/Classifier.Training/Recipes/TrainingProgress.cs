using System.Diagnostics;

namespace Classifier.Training.Recipes;

/// <summary>Tells the steps of a training and how far each is, and stops the work when its user wants it to: then the next
/// report throws <see cref="OperationCanceledException"/>.</summary>
/// <param name="step">Is told each step when it begins.</param>
/// <param name="detail">Is told now and then how far the step is: rows a second, time left.</param>
/// <param name="stop">Asks the work to stop.</param>
public sealed class TrainingProgress(Action<string> step, Action<string> detail, CancellationToken stop)
    : IProgress<string>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.2);

    private readonly Lock _lock = new();
    private long _stepStart;
    private long _told;

    /// <summary>Whether a report threw, so that whatever was at work then has ended.</summary>
    public bool HasStopped { get; private set; }

    /// <summary>Tells that a step begins.</summary>
    /// <param name="value">The step, in words.</param>
    public void Report(string value)
    {
        ThrowIfToStop();
        _stepStart = _told = Stopwatch.GetTimestamp();
        step(value);
    }

    /// <summary>Tells how far the step is; callable from any thread.</summary>
    /// <param name="done">How many rows were gone through, all passes together.</param>
    /// <param name="total">How many there are at most.</param>
    public void Rows(long done, long total)
    {
        ThrowIfToStop();
        if (Stopwatch.GetElapsedTime(_told) < Pause || !_lock.TryEnter())
        {
            return;
        }

        try
        {
            _told = Stopwatch.GetTimestamp();
            var speed = done / Math.Max(0.001, Stopwatch.GetElapsedTime(_stepStart).TotalSeconds);
            var left = TimeSpan.FromSeconds(Math.Max(0, total - done) / Math.Max(1, speed));
            detail(
                $"{Math.Min(100, 100.0 * done / Math.Max(1, total)):0} %, {speed:N0} rows/s, at most {Words(left)} left"
            );
        }
        finally
        {
            _lock.Exit();
        }
    }

    private void ThrowIfToStop()
    {
        HasStopped |= stop.IsCancellationRequested;
        stop.ThrowIfCancellationRequested();
    }

    private static string Words(TimeSpan time) =>
        time < TimeSpan.FromMinutes(1.5)
            ? $"{Math.Ceiling(time.TotalSeconds):0} s"
            : $"{Math.Ceiling(time.TotalMinutes):0} min";
}
