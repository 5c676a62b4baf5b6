using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Classifier.Benchmarks.Work;

/// <summary>Measures the headlines per second of a worker, beside those of a worker that scores nothing, which is what the engine and the
/// reading and writing of messages allow.</summary>
internal static class WorkRateRun
{
    private const int Count = 600_000;
    private const double Warm = 1.0 / 3;

    private static readonly int[] Sizes = [1, 100, 1_000];

    /// <summary>Measures and returns the lines of the table.</summary>
    public static async Task<string> MeasureAsync(Func<IWorkEngine> start)
    {
        var table = new StringBuilder();
        foreach (var size in Sizes)
        {
            var (name, scored) = await MeasureAsync(start, size, isUnscored: false);
            var (_, ceiling) = await MeasureAsync(start, size, isUnscored: true);
            table.Append(
                CultureInfo.InvariantCulture,
                $"| {name} | {size:N0} | {scored:N0} | {ceiling:N0} | {scored / ceiling:F2} |\n"
            );
        }

        return table.ToString();
    }

    private static async Task<(string Name, double Rate)> MeasureAsync(
        Func<IWorkEngine> start,
        int size,
        bool isUnscored
    )
    {
        await using var engine = start();
        var headlines = Headlines.Read(null);
        for (var i = 0; i < Count; i += size)
        {
            var items = Enumerable
                .Range(i, size)
                .Select(n => new
                {
                    id = n.ToString(CultureInfo.InvariantCulture),
                    headline = headlines[n % headlines.Length],
                })
                .ToArray();
            await engine.AddAsync(
                (i / size).ToString(CultureInfo.InvariantCulture),
                size == 1 ? Encoding.UTF8.GetBytes(items[0].headline) : JsonSerializer.SerializeToUtf8Bytes(items)
            );
        }

        await engine.FlushAsync();
        await using var workers = new WorkerProcesses(
            engine,
            $"--Classifier:Worker:Kind={(size == 1 ? "text" : "json")}",
            $"--Classifier:Worker:Unscored={isUnscored}"
        );
        var worker = await workers.StartAsync();
        var (first, from) = await WaitAsync(worker, Count * Warm);
        var (last, to) = await WaitAsync(worker, Count);
        return (engine.Name, (last - first) / Stopwatch.GetElapsedTime(from, to).TotalSeconds);
    }

    private static async Task<(double Results, long Time)> WaitAsync(Rpc.ChildProcess worker, double results)
    {
        while (true)
        {
            var time = Stopwatch.GetTimestamp();
            if (
                await WorkerProcesses.ReadAsync(worker, "classifier_worker_results_total") is var count
                && count >= results
            )
            {
                return (count, time);
            }

            await Task.Delay(20);
        }
    }
}
