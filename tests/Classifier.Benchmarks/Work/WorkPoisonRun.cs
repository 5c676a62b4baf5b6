using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Classifier.Tests.Common;

namespace Classifier.Benchmarks.Work;

/// <summary>Sends messages of which one in a hundred cannot be scored, and verifies that these become dead letters and that the others have
/// their results in order, at the speed of messages without defects.</summary>
internal static class WorkPoisonRun
{
    private const int Period = 100;
    private const int PageKilobytes = 50;

    private static readonly string[] Texts = Headlines.Read(null);

    /// <summary>A page of 0.8 MB that takes more memory than the worker permits.</summary>
    private static readonly string CostlyPage =
        HostilePages.NestedElements("div", 240) + HostilePages.Repeat("<br>", 200_000);

    private static readonly Kind[] Kinds =
    [
        new("headlines", 100_000, ["--Classifier:Worker:Field=title"], CreateMessage, CreatePoison),
        new(
            "pages",
            2_000,
            ["--Classifier:Worker:Kind=page", "--Classifier:Limits:MaxPageMemoryBytes=20000000"],
            number => Encoding.UTF8.GetBytes(InventedPage.Html(number, PageKilobytes)),
            _ => Encoding.UTF8.GetBytes(CostlyPage)
        ),
    ];

    /// <summary>Measures and returns the lines of the table.</summary>
    public static async Task<string> MeasureAsync(Func<IWorkEngine> start)
    {
        var lines = new StringBuilder();
        foreach (var kind in Kinds)
        {
            lines.Append(await MeasureAsync(start, kind));
        }

        return lines.ToString();
    }

    private static async Task<string> MeasureAsync(Func<IWorkEngine> start, Kind kind)
    {
        var (_, clean, _, _) = await MeasureAsync(start, kind, isPoisoned: false);
        var (name, poisoned, dead, inOrder) = await MeasureAsync(start, kind, isPoisoned: true);
        var reasons = string.Join(
            ", ",
            dead.CountBy(reason => reason)
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => $"{pair.Key} {pair.Value}")
        );
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {kind.Messages:N0} {kind.Name} | {reasons} | {(inOrder ? "yes" : "NO")} | {poisoned / clean:F2} |\n"
        );
    }

    private static async Task<(string Name, double Rate, List<string> Dead, bool InOrder)> MeasureAsync(
        Func<IWorkEngine> start,
        Kind kind,
        bool isPoisoned
    )
    {
        await using var engine = start();
        var expected = 0;
        for (var i = 0; i < kind.Messages; i++)
        {
            var isPoison = isPoisoned && i % Period == Period - 1;
            expected += isPoison ? 0 : 1;
            await engine.AddAsync(
                i.ToString(CultureInfo.InvariantCulture),
                isPoison ? kind.CreatePoison(i) : kind.CreateMessage(i)
            );
        }

        await engine.FlushAsync();
        await using var workers = new WorkerProcesses(engine, kind.Settings);
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
        while (dead.Count < kind.Messages - expected)
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

    /// <summary>Represents a kind of messages.</summary>
    /// <param name="Name">The name in the table.</param>
    /// <param name="Messages">The number of messages.</param>
    /// <param name="Settings">The settings of the worker.</param>
    /// <param name="CreateMessage">Creates a message by its number.</param>
    /// <param name="CreatePoison">Creates a message that cannot be scored.</param>
    private sealed record Kind(
        string Name,
        int Messages,
        string[] Settings,
        Func<int, byte[]> CreateMessage,
        Func<int, byte[]> CreatePoison
    );
}
