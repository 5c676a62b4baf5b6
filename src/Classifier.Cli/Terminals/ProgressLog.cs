using System.Diagnostics;

namespace Classifier.Cli.Terminals;

/// <summary>Writes progress as lines, for logs and terminals without escape sequences: each step, and a sign of life while a step
/// takes long.</summary>
internal sealed class ProgressLog : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TextWriter _writer;
    private readonly TimeSpan _interval;
    private readonly bool _logSteps;
    private readonly Timer _timer;
    private string _step = "working";
    private string? _detail;
    private long _start = Stopwatch.GetTimestamp();
    private long _lastWrite = Stopwatch.GetTimestamp();

    /// <summary>Starts a log.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="interval">The maximum time between two lines.</param>
    /// <param name="logSteps">Whether to write a line when a step begins.</param>
    public ProgressLog(TextWriter writer, TimeSpan interval, bool logSteps)
    {
        (_writer, _interval, _logSteps) = (writer, interval, logSteps);
        var period = interval / 10;
        _timer = new Timer(_ => WriteSignOfLife(), null, period, period);
    }

    /// <summary>Begins a step.</summary>
    public void BeginStep(string step)
    {
        lock (_lock)
        {
            (_step, _detail, _start) = (step, null, Stopwatch.GetTimestamp());
            if (_logSteps)
            {
                Write(step);
            }
        }
    }

    /// <summary>Sets the state of the current step.</summary>
    public void SetDetail(string detail)
    {
        lock (_lock)
        {
            _detail = detail;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        using var stopped = new ManualResetEvent(false);
        if (_timer.Dispose(stopped))
        {
            stopped.WaitOne();
        }
    }

    private void WriteSignOfLife()
    {
        lock (_lock)
        {
            // The timer is early by up to a period, so the interval is shortened by one.
            if (Stopwatch.GetElapsedTime(_lastWrite) >= _interval * 0.9)
            {
                Write($"{_step}: {_detail ?? $"{Stopwatch.GetElapsedTime(_start).TotalSeconds:0} s so far"}");
            }
        }
    }

    private void Write(string line)
    {
        _lastWrite = Stopwatch.GetTimestamp();
        _writer.WriteLine(line);
    }
}
