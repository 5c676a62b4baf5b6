using System.Diagnostics;
using System.Globalization;
using Classifier.Benchmarks.Rpc;

namespace Classifier.Benchmarks.Work;

/// <summary>Starts and stops a second worker while messages arrive, and measures the time until the work is divided anew.</summary>
internal static class WorkJoinRun
{
    private const int PerSecond = 4_000;

    /// <summary>The share of the results, of a half, from which a worker that joined has its part.</summary>
    private const double Share = 0.3;

    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    /// <summary>Measures and returns the line of the table.</summary>
    /// <exception cref="TimeoutException">The work is not divided anew within a minute.</exception>
    public static async Task<string> MeasureAsync(IWorkEngine engine)
    {
        await using var workers = new WorkerProcesses(engine, engine.JoinSettings);
        await using var input = new SteadyInput(engine, PerSecond);
        var first = await workers.StartAsync();
        await WaitAsync(async () => await CountAsync(first) > 2 * PerSecond);

        var starting = Stopwatch.StartNew();
        var second = await workers.StartAsync();
        await WaitAsync(async () =>
        {
            var before = (First: await CountAsync(first), Second: await CountAsync(second));
            await Task.Delay(Window);
            var (ofFirst, ofSecond) = (
                await CountAsync(first) - before.First,
                await CountAsync(second) - before.Second
            );
            return ofSecond > Share * (ofFirst + ofSecond);
        });
        var joined = starting.Elapsed;

        var leaving = Stopwatch.StartNew();
        await workers.StopAsync(second);
        await WaitAsync(async () =>
        {
            var before = await CountAsync(first);
            await Task.Delay(Window);
            return await CountAsync(first) - before > (1 - Share) * PerSecond * Window.TotalSeconds;
        });
        var left = leaving.Elapsed;

        var added = await input.StopAsync();
        var keys = new HashSet<string>();
        var results = 0;
        await WaitAsync(async () =>
        {
            var read = await engine.ReadAsync(isDead: false);
            results += read.Count;
            keys.UnionWith(read.Select(result => result.Key));
            return keys.Count == added;
        });
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {engine.Name} | {joined.TotalSeconds:F1} s | {left.TotalSeconds:F1} s | {added:N0} | 0 | {results - keys.Count} |\n"
        );
    }

    private static Task<double> CountAsync(ChildProcess worker) =>
        WorkerProcesses.ReadAsync(worker, "classifier_worker_results_total");

    private static async Task WaitAsync(Func<Task<bool>> condition)
    {
        for (var clock = Stopwatch.StartNew(); !await condition(); await Task.Delay(20))
        {
            if (clock.Elapsed > Timeout)
            {
                throw new TimeoutException("The work is not divided anew within a minute.");
            }
        }
    }
}
