using System.Globalization;
using System.Text;

namespace Classifier.Benchmarks.Work;

/// <summary>Shows what happens to workers on Redis and Kafka; see docs/BULK.md.</summary>
internal static class WorkRuns
{
    private const int DefaultHeadlines = 1_000_000;
    private const int DefaultKills = 20;

    private static readonly Func<IWorkEngine>[] Engines =
    [
        () => new RedisEngine(),
        () => new KafkaEngine(isExactlyOnce: false),
        () => new KafkaEngine(isExactlyOnce: true),
    ];

    /// <summary>Runs a measurement and returns the lines of its table.</summary>
    /// <param name="name">The measurement: kills, joins, poison, blocked, or rates.</param>
    /// <param name="arguments">The engine, 0 to 2, without which all are measured; for kills also the number of headlines and of
    /// kills.</param>
    public static async Task<string> MeasureAsync(string name, IReadOnlyList<string> arguments)
    {
        int Get(int index, int defaultValue) =>
            index < arguments.Count ? int.Parse(arguments[index], CultureInfo.InvariantCulture) : defaultValue;
        var table = new StringBuilder();
        foreach (var start in arguments.Count > 0 ? [Engines[Get(0, 0)]] : Engines)
        {
            var lines = name switch
            {
                "kills" => await RunAsync(
                    start,
                    engine => WorkKillRun.MeasureAsync(engine, Get(1, DefaultHeadlines), Get(2, DefaultKills))
                ),
                "joins" => await RunAsync(start, WorkJoinRun.MeasureAsync),
                "poison" => await WorkPoisonRun.MeasureAsync(start),
                "blocked" => await RunAsync(start, WorkBlockRun.MeasureAsync),
                "rates" => await WorkRateRun.MeasureAsync(start),
                _ => throw new ArgumentException($"There is no run {name}."),
            };
            table.Append(lines);
        }

        return table.ToString();
    }

    private static async Task<string> RunAsync(Func<IWorkEngine> start, Func<IWorkEngine, Task<string>> measure)
    {
        await using var engine = start();
        return await measure(engine);
    }
}
