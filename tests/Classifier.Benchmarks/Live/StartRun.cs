using System.Diagnostics;
using System.Globalization;
using Classifier.Benchmarks.Rpc;

namespace Classifier.Benchmarks.Live;

/// <summary>Compares builds of the server: their size, the time from the start of the process to the first answer, and the memory after
/// it. The builds take turns, so that what else the machine does affects them alike.</summary>
internal static class StartRun
{
    private const int Rounds = 11;

    /// <summary>Measures and returns a table, with the ratio to the first build.</summary>
    /// <param name="programs">The paths of the programs: executables, or assemblies (.dll).</param>
    /// <param name="models">The folder of models that all of them serve.</param>
    public static async Task<string> MeasureAsync(IReadOnlyList<string> programs, string models)
    {
        string[] args = ["--urls", "http://127.0.0.1:0", "--Classifier:Models", models];
        var times = programs.ToDictionary(program => program, _ => new List<double>());
        var sizes = programs.ToDictionary(program => program, _ => new List<double>());

        // The first round also warms up the client.
        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var program in programs)
            {
                var clock = Stopwatch.StartNew();
                await using var server = await ChildProcess.StartAsync(program, args);
                using var client = new RpcClient(server.Address, ["Central bank raises interest rates"]);
                await client.ClassifyAsync(0);
                if (round > 0)
                {
                    times[program].Add(clock.Elapsed.TotalMilliseconds);
                    sizes[program].Add(server.ResidentMegabytes);
                }
            }
        }

        var (time, size) = (Median(times[programs[0]]), Median(sizes[programs[0]]));
        return "| program | file | process start to first answer, median (fastest) | resident memory after it |\n|---|---|---|---|\n"
            + string.Concat(
                programs.Select(program =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {program} | {new FileInfo(program).Length / 1e6:0.0} MB "
                            + $"| {Median(times[program]):0} ms ({times[program].Min():0} ms), {Median(times[program]) / time:0.00} "
                            + $"| {Median(sizes[program]):0} MB, {Median(sizes[program]) / size:0.00} |\n"
                    )
                )
            );
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
}
