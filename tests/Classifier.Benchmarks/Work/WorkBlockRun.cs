using System.Diagnostics;
using System.Globalization;

namespace Classifier.Benchmarks.Work;

/// <summary>Makes the output wait for a minute while messages go on arriving, and shows that memory stays flat, that the worker stays in its
/// group, and that no result is lost.</summary>
internal static class WorkBlockRun
{
    private const int PerSecond = 2_000;

    private static readonly TimeSpan Before = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Blocked = TimeSpan.FromSeconds(60);

    /// <summary>Measures and returns the line of the table.</summary>
    public static async Task<string> MeasureAsync(IWorkEngine engine)
    {
        await using var workers = new WorkerProcesses(engine);
        var worker = await workers.StartAsync();
        await using var input = new SteadyInput(engine, PerSecond);
        var keys = new List<string>();
        await ReadAsync(engine, keys, Before);
        var (memory, joins) = (worker.ResidentMegabytes, worker.CountLogged("Assigned"));
        var blocking = engine.BlockOutputAsync(Blocked);
        var peak = 0d;
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Blocked; await Task.Delay(500))
        {
            peak = Math.Max(peak, worker.ResidentMegabytes);
        }

        await blocking;
        var open = Stopwatch.StartNew();
        await ReadAsync(engine, keys, Before);
        var count = await input.StopAsync();
        while (keys.Distinct().Count() < count)
        {
            await ReadAsync(engine, keys, TimeSpan.FromSeconds(1));
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {engine.Name} | {count:N0} | {memory:F0} MB | {peak:F0} MB | {worker.CountLogged("Assigned") - joins} | 0 | {keys.Count - count} | {open.Elapsed.TotalSeconds:F0} s |\n"
        );
    }

    private static async Task ReadAsync(IWorkEngine engine, List<string> keys, TimeSpan time)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < time; await Task.Delay(20))
        {
            keys.AddRange((await engine.ReadAsync(isDead: false)).Select(result => result.Key));
        }
    }
}
