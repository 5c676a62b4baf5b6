using System.Diagnostics;
using System.Globalization;
using Classifier.Access;
using Classifier.Benchmarks.Rpc;
using Classifier.V1;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Classifier.Benchmarks.Hostile;

/// <summary>Measures the calls of a key while another key floods the server with explained batches.</summary>
internal static class FloodRun
{
    private const int Rounds = 3;
    private const int FloodCallers = 32;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(6);

    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    /// <summary>Measures and returns the lines of the table.</summary>
    public static async Task<string> MeasureAsync()
    {
        var folder = Directory.CreateTempSubdirectory("classifier-flood-");
        try
        {
            var file = Path.Combine(folder.FullName, "keys.json");
            string Add(string name) => ApiKeyFile.Add(file, name, [ApiScopes.Classify], DateTimeOffset.UtcNow, null);
            var (victim, flooder) = (Add("victim"), Add("flooder"));
            await using var server = await ChildProcess.StartAsync(
                typeof(Server.Program).Assembly.Location,
                "--urls",
                "http://127.0.0.1:0",
                "--Classifier:Security:Keys",
                file
            );
            var headlines = Headlines.Read(null);
            using var calm = new KeyedClient(server.Address, victim);
            var single = new ClassifyRequest { Headline = headlines[0] }.ToByteArray();
            var batch = CreateBatch(headlines, 100, isExplained: false);
            return await MeasureAsync("Classify", () => calm.CallAsync("Classify", single), StartFlood)
                + await MeasureAsync("ClassifyBatch of 100", () => calm.CallAsync("ClassifyBatch", batch), StartFlood);

            Process StartFlood() => FloodRun.StartFlood(server.Address, flooder);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Floods a server until the process is killed.</summary>
    /// <param name="address">The address of the server.</param>
    /// <param name="key">The API key of the flooding callers.</param>
    public static async Task FloodAsync(Uri address, string key)
    {
        using var client = new KeyedClient(address, key);
        var flood = CreateBatch(Headlines.Read(null), 200, isExplained: true);
        await Task.WhenAll(Enumerable.Range(0, FloodCallers).Select(_ => CallForeverAsync()));

        async Task CallForeverAsync()
        {
            while (true)
            {
                await client.CallAsync("ClassifyBatch", flood);
            }
        }
    }

    /// <summary>Starts the flooding callers in a process of their own that runs only when no other needs the processor (chrt(1)), because
    /// they would have processors of their own on another machine.</summary>
    private static Process StartFlood(Uri address, string key) =>
        Process.Start(
            "chrt",
            [
                "--idle",
                "0",
                "dotnet",
                typeof(FloodRun).Assembly.Location,
                "hostile",
                "flood-callers",
                address.ToString(),
                key,
            ]
        )!;

    private static async Task<string> MeasureAsync(string name, Func<Task> call, Func<Process> startFlood)
    {
        var (alone, flooded) = (new List<LoadResult>(), new List<LoadResult>());
        _ = await LoadTest.RunAsync(1, Time / 2, _ => call());
        for (var round = 0; round < Rounds; round++)
        {
            alone.Add(await LoadTest.RunAsync(1, Time, _ => call()));
            using var flood = startFlood();
            _ = await LoadTest.RunAsync(1, Time / 2, _ => call());
            flooded.Add(await LoadTest.RunAsync(1, Time, _ => call()));
            flood.Kill();
            await flood.WaitForExitAsync();
        }

        var (before, during) = (Median(alone), Median(flooded));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| p99 of {name} of a key while another one floods, median of {Rounds} | {before:N0} µs alone, {during:N0} µs with {FloodCallers} callers of explained batches: {during / before:0.00} times |\n"
        );
    }

    private static byte[] CreateBatch(string[] headlines, int size, bool isExplained) =>
        new ClassifyBatchRequest
        {
            Items = { headlines.Take(size).Select(headline => new ClassifyItem { Headline = headline }) },
            Options = new ClassifyOptions { Explain = isExplained },
        }.ToByteArray();

    private static double Median(List<LoadResult> results) =>
        results.Select(result => result.P99).Order().ElementAt(results.Count / 2);

    private sealed class KeyedClient(Uri address, string key) : IDisposable
    {
        private readonly GrpcChannel _channel = GrpcChannel.ForAddress(
            address,
            new GrpcChannelOptions { MaxReceiveMessageSize = null }
        );

        public async Task CallAsync(string method, byte[] request) =>
            await _channel
                .CreateCallInvoker()
                .AsyncUnaryCall(
                    new Method<byte[], byte[]>(
                        MethodType.Unary,
                        ClassifierService.Descriptor.FullName,
                        method,
                        Bytes,
                        Bytes
                    ),
                    null,
                    new CallOptions(new Metadata { { ApiKey.Header, key } }, DateTime.UtcNow.AddMinutes(1)),
                    request
                );

        public void Dispose() => _channel.Dispose();
    }
}
