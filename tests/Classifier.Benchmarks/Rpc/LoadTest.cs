using System.Diagnostics;
using HdrHistogram;

namespace Classifier.Benchmarks.Rpc;

/// <summary>Represents the result of a load test.</summary>
/// <param name="P50">The median latency, in µs.</param>
/// <param name="P99">The 99th percentile of the latency, in µs.</param>
/// <param name="CallsPerSecond">The throughput, in calls per second.</param>
internal sealed record LoadResult(double P50, double P99, double CallsPerSecond);

/// <summary>Runs closed-loop load tests: each caller waits for a response before its next call.</summary>
internal static class LoadTest
{
    /// <summary>Measures callers while four other callers keep the server busy.</summary>
    /// <param name="callers">The number of callers.</param>
    /// <param name="time">The duration.</param>
    /// <param name="call">The call; its parameter is the number of the call.</param>
    /// <param name="busy">The call of the other callers.</param>
    public static async Task<LoadResult> RunUnderLoadAsync(
        int callers,
        TimeSpan time,
        Func<long, Task> call,
        Func<long, Task> busy
    )
    {
        var background = RunAsync(4, time * 1.5, busy);
        var result = await RunAsync(callers, time, call);
        await background;
        return result;
    }

    /// <summary>Measures concurrent callers. The first fifth of the duration is a warm-up and is not measured.</summary>
    /// <param name="callers">The number of callers.</param>
    /// <param name="time">The duration.</param>
    /// <param name="call">The call; its parameter is the number of the call.</param>
    public static Task<LoadResult> RunAsync(int callers, TimeSpan time, Func<long, Task> call) =>
        RunAsync(callers, time / 5, elapsed => elapsed < time, call);

    /// <summary>Measures concurrent callers from the start of a task to its end.</summary>
    /// <param name="callers">The number of callers.</param>
    /// <param name="task">The task.</param>
    /// <param name="call">The call; its parameter is the number of the call.</param>
    public static async Task<LoadResult> RunDuringAsync(int callers, Task task, Func<long, Task> call)
    {
        var result = await RunAsync(callers, TimeSpan.Zero, _ => !task.IsCompleted, call);
        await task;
        return result;
    }

    private static async Task<LoadResult> RunAsync(
        int callers,
        TimeSpan warm,
        Func<TimeSpan, bool> goesOn,
        Func<long, Task> call
    )
    {
        var histogram = new LongConcurrentHistogram(1, TimeStamp.Minutes(1), 3);
        var clock = Stopwatch.StartNew();
        var (number, counted) = (0L, 0L);
        await Task.WhenAll(
            Enumerable
                .Range(0, callers)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        while (goesOn(clock.Elapsed))
                        {
                            var start = Stopwatch.GetTimestamp();
                            await call(Interlocked.Increment(ref number));
                            if (clock.Elapsed < warm)
                            {
                                continue;
                            }

                            histogram.RecordValue(Stopwatch.GetTimestamp() - start);
                            Interlocked.Increment(ref counted);
                        }
                    })
                )
        );
        double Microseconds(double percentile) =>
            histogram.GetValueAtPercentile(percentile) * 1e6 / Stopwatch.Frequency;
        return new LoadResult(Microseconds(50), Microseconds(99), counted / (clock.Elapsed - warm).TotalSeconds);
    }
}
