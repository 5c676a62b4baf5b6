using System.Globalization;
using System.Text;
using Classifier.Benchmarks.Rpc;
using Classifier.Server;

namespace Classifier.Benchmarks.Reports;

/// <summary>What the settings of the runtime and the client's window change, so that those of the server are chosen by what they
/// give.</summary>
internal static class SettingsReport
{
    private const int BatchSize = 1_000;
    private const int Rounds = 2;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(2);

    private static readonly (string Name, int Window, Dictionary<string, string> Environment)[] Settings =
    [
        ("as it ships (server GC)", RpcClient.UsualWindow, []),
        ("workstation GC", RpcClient.UsualWindow, new() { ["DOTNET_gcServer"] = "0" }),
        (
            "workstation GC, not concurrent",
            RpcClient.UsualWindow,
            new() { ["DOTNET_gcServer"] = "0", ["DOTNET_gcConcurrent"] = "0" }
        ),
        ("server GC, not concurrent", RpcClient.UsualWindow, new() { ["DOTNET_gcConcurrent"] = "0" }),
        ("one thread for sockets", RpcClient.UsualWindow, new() { ["DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT"] = "1" }),
        (
            "work on the sockets' threads",
            RpcClient.UsualWindow,
            new() { ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1" }
        ),
        (
            "two threads at most in the pool",
            RpcClient.UsualWindow,
            new() { ["DOTNET_ThreadPool_ForceMaxWorkerThreads"] = "2" }
        ),
        (
            "eight threads at least in the pool",
            RpcClient.UsualWindow,
            new() { ["DOTNET_ThreadPool_ForceMinWorkerThreads"] = "8" }
        ),
        ("client's window 64 kB, widened on the way", 65_535, []),
        ("client's window 1 MB", 1 << 20, []),
    ];

    /// <summary>Measures, and writes a section: of each figure the best of some rounds, settings in turn in each.</summary>
    public static async Task<string> MeasureAsync(string[] headlines)
    {
        var best = Settings
            .Select(_ =>
                (
                    P50: double.MaxValue,
                    P99: double.MaxValue,
                    Beside: double.MaxValue,
                    Rate: 0.0,
                    Megabytes: double.MaxValue
                )
            )
            .ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (i, setting) in Settings.Index())
            {
                await using var server = await ChildProcess.StartAsync(
                    typeof(ServerHost).Assembly.Location,
                    setting.Environment,
                    "--urls",
                    "http://127.0.0.1:0"
                );
                using var client = new RpcClient(server.Address, headlines, setting.Window);
                _ = await client.AskAsync(BatchSize);
                _ = await LoadTest.RunAsync(16, Time, client.ClassifyAsync);
                var single = await LoadTest.RunAsync(16, Time, client.ClassifyAsync);
                var batch = await LoadTest.RunAsync(2, Time, number => client.ClassifyBatchAsync(number, BatchSize));
                var beside = await LoadTest.RunBesideAsync(
                    16,
                    Time,
                    client.ClassifyAsync,
                    number => client.ClassifyBatchAsync(number, BatchSize)
                );
                best[i] = (
                    Math.Min(best[i].P50, single.P50),
                    Math.Min(best[i].P99, single.P99),
                    Math.Min(best[i].Beside, beside.P99),
                    Math.Max(best[i].Rate, batch.CallsPerSecond * BatchSize),
                    Math.Min(best[i].Megabytes, server.ResidentMegabytes)
                );
            }
        }

        var text = new StringBuilder(
            $"## Settings, best of {Rounds}\n\n| settings | Classify, 16 callers: p50 µs | p99 µs | p99 µs beside batches "
                + $"| batches of {BatchSize:N0}: headlines/s | MB |\n|---|---|---|---|---|---|\n"
        );
        foreach (var (setting, figures) in Settings.Zip(best))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {setting.Name} | {figures.P50:N0} | {figures.P99:N0} | {figures.Beside:N0} | {figures.Rate:N0} | {figures.Megabytes:0} |\n"
            );
        }

        return text.Append('\n').ToString();
    }
}
