using System.Globalization;
using System.Text;
using Classifier.Benchmarks.Rpc;

namespace Classifier.Benchmarks.Reports;

/// <summary>Measures the server over a socket and compares it with a no-op call and with ML.NET behind the same API. The client runs
/// on the same machine.</summary>
internal static class RpcReport
{
    private const int BatchSize = 1_000;
    private const int Streams = 2;
    private const int Chunks = 500;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(4);

    /// <summary>Measures and returns the section.</summary>
    public static async Task<string> MeasureAsync(string[] headlines)
    {
        await using var ours = await ChildProcess.StartAsync(
            typeof(Server.Program).Assembly.Location,
            "--urls",
            "http://127.0.0.1:0"
        );
        await using var engine = await ChildProcess.StartAsync(typeof(RpcReport).Assembly.Location, "serve-mlnet");
        using var client = new RpcClient(ours.Address, headlines);
        using var other = new RpcClient(engine.Address, headlines);

        // Both servers and the client warm up first.
        foreach (var warming in new Func<long, Task>[] { client.CheckAsync, client.ClassifyAsync, other.ClassifyAsync })
        {
            _ = await LoadTest.RunAsync(16, Time / 2, warming);
        }

        var text = new StringBuilder(
            "## gRPC, client and server on one machine\n\n| call | callers | p50 µs | p99 µs | headlines/s | p50 relative to no-op |\n|---|---|---|---|---|---|\n"
        );
        foreach (var callers in new[] { 1, 16 })
        {
            var noop = await LoadTest.RunAsync(callers, Time, client.CheckAsync);
            AddRow(text, "no-op (grpc.health Check)", callers, noop, noop, 1);
            AddRow(text, "Classify", callers, await LoadTest.RunAsync(callers, Time, client.ClassifyAsync), noop, 1);
            AddRow(
                text,
                "Classify, PredictionEngine",
                callers,
                await LoadTest.RunAsync(callers, Time, other.ClassifyAsync),
                noop,
                1
            );
        }

        _ = await client.VerifyBatchAsync(BatchSize);
        var batch = await LoadTest.RunAsync(2, Time, number => client.ClassifyBatchAsync(number, BatchSize));
        var engineBatch = await LoadTest.RunAsync(2, Time, number => other.ClassifyBatchAsync(number, BatchSize));
        AddRow(text, $"ClassifyBatch of {BatchSize:N0}", 2, batch, null, BatchSize);
        AddRow(text, $"ClassifyBatch of {BatchSize:N0}, PredictionEngine", 2, engineBatch, null, BatchSize);
        double[] streams = [.. Enumerable.Repeat(0.0, Streams)];
        for (var pass = 0; pass < 3; pass++)
        {
            var rates = await Task.WhenAll(streams.Select(_ => Task.Run(() => client.StreamAsync(Chunks, BatchSize))));
            streams = rates.Sum() > streams.Sum() ? rates : streams;
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"| ClassifyStream in chunks of {BatchSize:N0} | {Streams} | – | – | {streams.Sum():N0} | – |\n"
        );

        var alone = await LoadTest.RunAsync(16, Time, client.ClassifyAsync);
        var loaded = await LoadTest.RunUnderLoadAsync(
            16,
            Time,
            client.ClassifyAsync,
            number => client.ClassifyBatchAsync(number, BatchSize)
        );
        AddRow(text, "Classify, with 4 callers of batches", 16, loaded, null, 1);
        return text.Append(
                CultureInfo.InvariantCulture,
                $"\nBatches reach {batch.CallsPerSecond / engineBatch.CallsPerSecond:0.0} times the throughput of PredictionEngine; streams reach {streams.Sum() / (batch.CallsPerSecond * BatchSize):P0} of the throughput of batches. The p99 latency of Classify with "
                    + $"concurrent batches is {loaded.P99 / alone.P99:0.0} times the p99 latency without ({alone.P99:N0} µs).\n\n"
            )
            .ToString();
    }

    private static void AddRow(
        StringBuilder text,
        string call,
        int callers,
        LoadResult result,
        LoadResult? noop,
        int headlines
    )
    {
        var ratio = noop is null ? "–" : (result.P50 / noop.P50).ToString("0.00", CultureInfo.InvariantCulture);
        text.Append(
            CultureInfo.InvariantCulture,
            $"| {call} | {callers} | {result.P50:N0} | {result.P99:N0} | {result.CallsPerSecond * headlines:N0} | {ratio} |\n"
        );
    }
}
