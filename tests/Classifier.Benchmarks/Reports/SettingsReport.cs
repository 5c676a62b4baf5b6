using System.Globalization;
using System.Text;
using Classifier.Benchmarks.Rpc;

namespace Classifier.Benchmarks.Reports;

/// <summary>Measures the effect of runtime settings and of the client's flow-control window.</summary>
internal static class SettingsReport
{
    private const int BatchSize = 1_000;
    private const int Rounds = 2;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(2);

    private static readonly (string Name, int Window, Dictionary<string, string> Environment)[] Settings =
    [
        ("default (server GC)", RpcClient.DefaultWindow, []),
        ("workstation GC", RpcClient.DefaultWindow, new() { ["DOTNET_gcServer"] = "0" }),
        (
            "workstation GC, not concurrent",
            RpcClient.DefaultWindow,
            new() { ["DOTNET_gcServer"] = "0", ["DOTNET_gcConcurrent"] = "0" }
        ),
        ("server GC, not concurrent", RpcClient.DefaultWindow, new() { ["DOTNET_gcConcurrent"] = "0" }),
        ("one socket thread", RpcClient.DefaultWindow, new() { ["DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT"] = "1" }),
        (
            "continuations on socket threads",
            RpcClient.DefaultWindow,
            new() { ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1" }
        ),
        (
            "at most two pool threads",
            RpcClient.DefaultWindow,
            new() { ["DOTNET_ThreadPool_ForceMaxWorkerThreads"] = "2" }
        ),
        (
            "at least eight pool threads",
            RpcClient.DefaultWindow,
            new() { ["DOTNET_ThreadPool_ForceMinWorkerThreads"] = "8" }
        ),
        ("client window of 64 kB, growing", 65_535, []),
        ("client window of 1 MB", 1 << 20, []),
    ];

    /// <summary>Measures and returns the section. Each figure is the best of several rounds, each of which measures all settings.</summary>
    public static async Task<string> MeasureAsync(string[] headlines)
    {
        var best = Settings
            .Select(_ =>
                (
                    P50: double.MaxValue,
                    P99: double.MaxValue,
                    UnderLoad: double.MaxValue,
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
                    typeof(Server.Program).Assembly.Location,
                    setting.Environment,
                    "--urls",
                    "http://127.0.0.1:0"
                );
                using var client = new RpcClient(server.Address, headlines, setting.Window);
                _ = await client.VerifyBatchAsync(BatchSize);
                _ = await LoadTest.RunAsync(16, Time, client.ClassifyAsync);
                var single = await LoadTest.RunAsync(16, Time, client.ClassifyAsync);
                var batch = await LoadTest.RunAsync(2, Time, number => client.ClassifyBatchAsync(number, BatchSize));
                var loaded = await LoadTest.RunUnderLoadAsync(
                    16,
                    Time,
                    client.ClassifyAsync,
                    number => client.ClassifyBatchAsync(number, BatchSize)
                );
                best[i] = (
                    Math.Min(best[i].P50, single.P50),
                    Math.Min(best[i].P99, single.P99),
                    Math.Min(best[i].UnderLoad, loaded.P99),
                    Math.Max(best[i].Rate, batch.CallsPerSecond * BatchSize),
                    Math.Min(best[i].Megabytes, server.ResidentMegabytes)
                );
            }
        }

        var text = new StringBuilder(
            $"## Settings, best of {Rounds}\n\n| settings | Classify, 16 callers: p50 µs | p99 µs | p99 µs with batches "
                + $"| batches of {BatchSize:N0}: headlines/s | MB |\n|---|---|---|---|---|---|\n"
        );
        foreach (var (setting, figures) in Settings.Zip(best))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {setting.Name} | {figures.P50:N0} | {figures.P99:N0} | {figures.UnderLoad:N0} | {figures.Rate:N0} | {figures.Megabytes:0} |\n"
            );
        }

        return text.Append('\n').ToString();
    }
}
