using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Classifier.Benchmarks.Work;

/// <summary>Sends messages of which one in a hundred cannot be scored, and verifies that these become dead letters and that the others have
/// their results in order, at the speed of messages without defects.</summary>
internal static class WorkPoisonRun
{
    private static readonly string[] Texts = Headlines.Read(null);

    private const int Messages = 100_000;
    private const int Period = 100;

    /// <summary>Measures and returns the line of the table.</summary>
    public static async Task<string> MeasureAsync(Func<IWorkEngine> start)
    {
        var (_, clean, _, _) = await MeasureAsync(start, isPoisoned: false);
        var (name, poisoned, dead, inOrder) = await MeasureAsync(start, isPoisoned: true);
        var reasons = string.Join(
            ", ",
            dead.CountBy(reason => reason)
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => $"{pair.Key} {pair.Value}")
        );
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {Messages:N0} | {reasons} | {(inOrder ? "yes" : "NO")} | {poisoned / clean:F2} |\n"
        );
    }

    private static async Task<(string Name, double Rate, List<string> Dead, bool InOrder)> MeasureAsync(
        Func<IWorkEngine> start,
        bool isPoisoned
    )
    {
        await using var engine = start();
        var expected = 0;
        for (var i = 0; i < Messages; i++)
        {
            var isPoison = isPoisoned && i % Period == Period - 1;
            expected += isPoison ? 0 : 1;
            await engine.AddAsync(
                i.ToString(CultureInfo.InvariantCulture),
                isPoison ? CreatePoison(i) : CreateMessage(i)
            );
        }

        await engine.FlushAsync();
        await using var workers = new WorkerProcesses(engine, "--Classifier:Worker:Field=title");
        await workers.StartAsync();
        var (keys, first, last) = (new List<int>(), 0L, 0L);
        while (keys.Count < expected)
        {
            keys.AddRange(
                (await engine.ReadAsync(isDead: false)).Select(result =>
                    int.Parse(result.Key, CultureInfo.InvariantCulture)
                )
            );
            first = first == 0 && keys.Count > 0 ? Stopwatch.GetTimestamp() : first;
            last = Stopwatch.GetTimestamp();
        }

        var dead = new List<string>();
        while (dead.Count < Messages - expected)
        {
            dead.AddRange((await engine.ReadAsync(isDead: true)).Select(letter => letter.Reason));
        }

        var inOrder = engine.IsOrdered ? keys.SequenceEqual(keys.Order()) : keys.Distinct().Count() == expected;
        return (engine.Name, expected / Stopwatch.GetElapsedTime(first, last).TotalSeconds, dead, inOrder);
    }

    private static byte[] CreateMessage(int number) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new { title = Texts[number % Texts.Length], id = number.ToString(CultureInfo.InvariantCulture) }
        );

    private static byte[] CreatePoison(int number) =>
        (number / Period % 3) switch
        {
            0 => Encoding.UTF8.GetBytes("{\"title\": \"Rates"),
            1 => JsonSerializer.SerializeToUtf8Bytes(new { title = new string('x', 1_001) }),
            _ => [.. "{\"title\": \"Rates "u8, 0xFF, .. "\"}"u8],
        };
}
