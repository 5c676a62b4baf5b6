using System.Diagnostics;
using System.Globalization;
using Classifier.Benchmarks.Rpc;
using Classifier.Models;
using Classifier.Scoring;

namespace Classifier.Benchmarks.Reports;

/// <summary>Measures the startup time and the memory of a published build.</summary>
internal static class StartReport
{
    private const int Headlines = 1_000_000;
    private const int BatchSize = 1_000;

    /// <summary>Publishes the server, measures it, and returns the section.</summary>
    public static async Task<string> MeasureAsync(string[] headlines)
    {
        var folder = Directory.CreateTempSubdirectory("classifier-published-").FullName;
        try
        {
            _ = Repository.RunAndRead(
                "dotnet",
                "publish",
                "src/Classifier.Server",
                "-c",
                "Release",
                "-r",
                "linux-x64",
                "--self-contained",
                "false",
                "-p:PublishReadyToRun=true",
                "-o",
                folder
            );
            var assembly = Path.Combine(folder, "Classifier.Server.dll");
            var starts = new List<double>();
            for (var i = 0; i < 5; i++)
            {
                var clock = Stopwatch.StartNew();
                await using var server = await ChildProcess.StartAsync(assembly, "--urls", "http://127.0.0.1:0");
                using var client = new RpcClient(server.Address, headlines);
                await client.ClassifyAsync(i);
                starts.Add(clock.Elapsed.TotalMilliseconds);
            }

            var loads = new List<double>();
            for (var i = 0; i < 5; i++)
            {
                var clock = Stopwatch.StartNew();
                HeadlineClassifier.Load(ModelStore.FindRoot()).Dispose();
                loads.Add(clock.Elapsed.TotalMilliseconds);
            }

            await using var busy = await ChildProcess.StartAsync(assembly, "--urls", "http://127.0.0.1:0");
            using var caller = new RpcClient(busy.Address, headlines);
            for (var i = 0; i < Headlines / BatchSize; i++)
            {
                await caller.ClassifyBatchAsync(i, BatchSize);
            }

            return string.Create(
                CultureInfo.InvariantCulture,
                $"## Startup and memory, published with ReadyToRun\n\n| metric | value |\n|---|---|\n"
                    + $"| process start to first response, with flat copies, median of 5 | {starts.Order().ElementAt(2):0} ms |\n"
                    + $"| loading and verifying both models in a warm process, median of 5 | {loads.Order().ElementAt(2):0} ms |\n"
                    + $"| resident memory after {Headlines:N0} headlines in batches of {BatchSize:N0} | {busy.ResidentMegabytes:0} MB |\n\n"
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
