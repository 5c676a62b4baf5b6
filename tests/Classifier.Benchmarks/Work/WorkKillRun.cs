using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Classifier.Benchmarks.Work;

/// <summary>Kills workers with SIGKILL, and interrupts the engine, while headlines pass, and verifies that the results are those of one run
/// of <c>classifier classify</c>.</summary>
internal static class WorkKillRun
{
    private const int Workers = 3;
    private const int Interruptions = 2;

    /// <summary>The headlines that wait for their results. A partition of the mock cluster keeps 5 MB.</summary>
    private const int MaxWaiting = 100_000;

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(15);

    /// <summary>Measures and returns the line of the table.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="count">The number of headlines.</param>
    /// <param name="kills">The number of workers that are killed.</param>
    /// <exception cref="InvalidOperationException">The results differ from those of one run.</exception>
    public static async Task<string> MeasureAsync(IWorkEngine engine, int count, int kills)
    {
        var folder = Directory.CreateTempSubdirectory("classifier-work-").FullName;
        try
        {
            var headlines = WriteHeadlines(folder, count);
            var expected = await ClassifyAsync(folder);
            await using var workers = new WorkerProcesses(engine);
            for (var i = 0; i < Workers; i++)
            {
                await workers.StartAsync();
            }

            var clock = Stopwatch.StartNew();
            var results = new byte[count][];
            var (received, repeated) = (0, 0);
            var adding = Task.Run(async () =>
            {
                for (var i = 0; i < count; i++)
                {
                    while (i - Volatile.Read(ref received) > MaxWaiting)
                    {
                        await Task.Delay(10);
                    }

                    await engine.AddAsync(
                        i.ToString(CultureInfo.InvariantCulture),
                        Encoding.UTF8.GetBytes(headlines[i])
                    );
                }

                await engine.FlushAsync();
            });
            var disturbing = Task.Run(async () =>
            {
                for (var i = 1; i <= kills; i++)
                {
                    while (Volatile.Read(ref received) < (long)count * i / (kills + 1))
                    {
                        await Task.Delay(10);
                    }

                    await workers.KillAsync();
                    if (i % Math.Max(1, kills / (Interruptions + 1)) == 0 && i < kills)
                    {
                        await engine.InterruptAsync();
                    }

                    await workers.StartAsync();
                }
            });
            while (received < count)
            {
                if (clock.Elapsed > Timeout)
                {
                    throw new TimeoutException($"{count - received} of {count} results are missing.");
                }

                foreach (var (key, value, _) in await engine.ReadAsync(isDead: false))
                {
                    ref var result = ref results[int.Parse(key, CultureInfo.InvariantCulture)];
                    if (result is null)
                    {
                        result = value;
                        received++;
                    }
                    else
                    {
                        repeated++;
                    }
                }
            }

            await Task.WhenAll(adding, disturbing);
            await Task.Delay(TimeSpan.FromSeconds(5));
            repeated += (await engine.ReadAsync(isDead: false)).Count;
            var dead = (await engine.ReadAsync(isDead: true)).Count;
            if (!results.SequenceEqual(expected, BytesComparer.Instance))
            {
                throw new InvalidOperationException("The results differ from those of classifier classify.");
            }

            return string.Create(
                CultureInfo.InvariantCulture,
                $"| {engine.Name} | {count:N0} | {kills} | 0 | {repeated} | {dead} | {clock.Elapsed.TotalSeconds:F0} s |\n"
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string[] WriteHeadlines(string folder, int count)
    {
        var table = Path.Combine(folder, "headlines.tsv");
        SyntheticHeadlines.Write(table, count);
        string[] headlines = [.. File.ReadLines(table).Skip(1).Select(line => line.Split('\t')[0])];
        File.WriteAllLines(Path.Combine(folder, "headlines.txt"), headlines);
        return headlines;
    }

    /// <summary>Returns the lines that <c>classifier classify</c> writes.</summary>
    private static async Task<byte[][]> ClassifyAsync(string folder)
    {
        var output = Path.Combine(folder, "classified.jsonl");
        using var process = Process.Start(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "classifier.dll"),
                "classify",
                "--input",
                Path.Combine(folder, "headlines.txt"),
                "--output",
                output,
            ]
        );
        await process.WaitForExitAsync();
        return [.. File.ReadLines(output).Select(Encoding.UTF8.GetBytes)];
    }

    private sealed class BytesComparer : IEqualityComparer<byte[]>
    {
        public static readonly BytesComparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => obj.Length;
    }
}
