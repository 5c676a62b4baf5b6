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
            using var wild = new KeyedClient(server.Address, flooder);
            var single = new ClassifyRequest { Headline = headlines[0] }.ToByteArray();
            var batch = CreateBatch(headlines, 100, isExplained: false);
            var flood = CreateBatch(headlines, 200, isExplained: true);
            return await MeasureAsync("Classify", () => calm.CallAsync("Classify", single), wild, flood)
                + await MeasureAsync("ClassifyBatch of 100", () => calm.CallAsync("ClassifyBatch", batch), wild, flood);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> MeasureAsync(string name, Func<Task> call, KeyedClient wild, byte[] flood)
    {
        var (alone, flooded) = (new List<LoadResult>(), new List<LoadResult>());
        _ = await LoadTest.RunAsync(1, Time / 2, _ => call());
        for (var round = 0; round < Rounds; round++)
        {
            alone.Add(await LoadTest.RunAsync(1, Time, _ => call()));
            var flooding = LoadTest.RunAsync(FloodCallers, Time * 1.5, _ => wild.CallAsync("ClassifyBatch", flood));
            flooded.Add(await LoadTest.RunAsync(1, Time, _ => call()));
            await flooding;
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
