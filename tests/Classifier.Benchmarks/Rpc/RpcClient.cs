using Classifier.V1;
using Grpc.Health.V1;
using Grpc.Net.Client;

namespace Classifier.Benchmarks.Rpc;

/// <summary>The calls that are measured.</summary>
internal sealed class RpcClient(Uri address, string[] headlines) : IDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { MaxReceiveMessageSize = null });

    /// <summary>A call that is not answered fails rather than holding up the whole run.</summary>
    private static DateTime Deadline => DateTime.UtcNow.AddMinutes(1);

    private ClassifierService.ClassifierServiceClient Classifier => new(_channel);

    /// <summary>The no-op: what a call costs before anything is classified.</summary>
    public async Task CheckAsync() => await new Health.HealthClient(_channel).CheckAsync(new HealthCheckRequest(), deadline: Deadline);

    /// <summary>Classifies one headline.</summary>
    public async Task ClassifyAsync(long number) =>
        await Classifier.ClassifyAsync(new ClassifyRequest { Headline = headlines[number % headlines.Length] }, deadline: Deadline);

    /// <summary>Classifies many in one call.</summary>
    public async Task ClassifyBatchAsync(long number, int size) =>
        await Classifier.ClassifyBatchAsync(new ClassifyBatchRequest { Items = { Items(number, size) } }, deadline: Deadline);

    /// <summary>Classifies a stream of chunks, sending on without waiting for answers, and gives the headlines a second.</summary>
    public async Task<double> StreamAsync(int chunks, int size)
    {
        using var call = Classifier.ClassifyStream(deadline: Deadline);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < chunks; i++)
                await call.RequestStream.WriteAsync(new ClassifyStreamRequest { Items = { Items(i, size) } });
            await call.RequestStream.CompleteAsync();
        });
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
        }

        await sending;
        return chunks * size / clock.Elapsed.TotalSeconds;
    }

    /// <inheritdoc/>
    public void Dispose() => _channel.Dispose();

    private IEnumerable<ClassifyItem> Items(long number, int size) =>
        Enumerable.Range(0, size).Select(i => new ClassifyItem { Headline = headlines[((number * size) + i) % headlines.Length] });
}
