using System.Globalization;
using System.Text;

namespace Classifier.Benchmarks.Work;

/// <summary>Shows what happens to workers on Redis and Kafka; see docs/BULK.md.</summary>
internal static class WorkRuns
{
    private const int DefaultKillHeadlines = 1_000_000;

    /// <summary>Runs a measurement on each engine and returns the lines of its table.</summary>
    /// <param name="name">The measurement: kills, poison, blocked, or rates.</param>
    /// <param name="arguments">The number of headlines of kills, and a part of the name of the engines.</param>
    public static async Task<string> MeasureAsync(string name, IReadOnlyList<string> arguments)
    {
        var table = new StringBuilder();
        Func<IWorkEngine>[] engines =
        [
            () => new RedisEngine(),
            () => new KafkaEngine(isExactlyOnce: false),
            () => new KafkaEngine(isExactlyOnce: true),
        ];
        var headlines =
            arguments.Count > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : DefaultKillHeadlines;
        foreach (
            var start in arguments.Count > 1
                ? [engines[int.Parse(arguments[1], CultureInfo.InvariantCulture)]]
                : engines
        )
        {
            table.Append(
                name switch
                {
                    "kills" => await RunAsync(start, engine => WorkKillRun.MeasureAsync(engine, headlines)),
                    "poison" => await WorkPoisonRun.MeasureAsync(start),
                    "blocked" => await RunAsync(start, WorkBlockRun.MeasureAsync),
                    "rates" => await WorkRateRun.MeasureAsync(start),
                    _ => throw new ArgumentException($"There is no run {name}."),
                }
            );
        }

        return table.ToString();
    }

    private static async Task<string> RunAsync(Func<IWorkEngine> start, Func<IWorkEngine, Task<string>> measure)
    {
        await using var engine = start();
        return await measure(engine);
    }
}
