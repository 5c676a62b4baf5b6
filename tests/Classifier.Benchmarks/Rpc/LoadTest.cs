using System.Diagnostics;
using HdrHistogram;

namespace Classifier.Benchmarks.Rpc;

/// <summary>What a load of calls showed.</summary>
/// <param name="P50">Half of the calls took at most this long, in µs.</param>
/// <param name="P99">99 of 100 calls took at most this long, in µs.</param>
/// <param name="CallsPerSecond">How many calls were answered.</param>
internal sealed record LoadResult(double P50, double P99, double CallsPerSecond);

/// <summary>Calls a server again and again, each caller waiting for its answer before it calls again.</summary>
internal static class LoadTest
{
    /// <summary>Runs callers beside four others who keep the server busy all the while.</summary>
    /// <param name="callers">How many.</param>
    /// <param name="time">For how long.</param>
    /// <param name="call">A call; is given its number.</param>
    /// <param name="busy">A call of the others.</param>
    public static async Task<LoadResult> RunBesideAsync(
        int callers,
        TimeSpan time,
        Func<long, Task> call,
        Func<long, Task> busy
    )
    {
        var others = RunAsync(4, time * 1.5, busy);
        var result = await RunAsync(callers, time, call);
        await others;
        return result;
    }

    /// <summary>Runs callers side by side; what the first fifth of the time shows is not counted.</summary>
    /// <param name="callers">How many.</param>
    /// <param name="time">For how long.</param>
    /// <param name="call">A call; is given its number.</param>
    public static async Task<LoadResult> RunAsync(int callers, TimeSpan time, Func<long, Task> call)
    {
        var histogram = new LongConcurrentHistogram(1, TimeStamp.Minutes(1), 3);
        var clock = Stopwatch.StartNew();
        var (warm, number, counted) = (time / 5, 0L, 0L);
        await Task.WhenAll(
            Enumerable
                .Range(0, callers)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        while (clock.Elapsed < time)
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
