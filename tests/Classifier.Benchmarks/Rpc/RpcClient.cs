using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using Classifier.Access;
using Classifier.V1;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;

namespace Classifier.Benchmarks.Rpc;

/// <summary>Makes the calls that are measured, at minimal cost: requests are encoded in advance and responses are not parsed, so
/// that the measurement is not dominated by the client, which shares the cores with the server.</summary>
internal sealed class RpcClient : IDisposable
{
    /// <summary>The number of distinct batches of each size.</summary>
    private const int RequestCount = 100;

    /// <summary>The initial flow-control window of each call, in bytes: large enough for a response to several thousand headlines.</summary>
    public const int DefaultWindow = 4 * 1024 * 1024;

    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);
    private static readonly Marshaller<Length> Lengths = Marshallers.Create(
        (_, _) => throw new NotSupportedException(),
        context => new Length(context.PayloadLength)
    );

    private static readonly Method<byte[], Length> Check = Of(MethodType.Unary, Health.Descriptor.FullName, "Check");
    private static readonly Method<byte[], Length> Classify = Of(
        MethodType.Unary,
        ClassifierService.Descriptor.FullName,
        "Classify"
    );
    private static readonly Method<byte[], Length> ClassifyBatch = Of(
        MethodType.Unary,
        ClassifierService.Descriptor.FullName,
        "ClassifyBatch"
    );
    private static readonly Method<byte[], Length> ClassifyStream = Of(
        MethodType.DuplexStreaming,
        ClassifierService.Descriptor.FullName,
        "ClassifyStream"
    );

    private readonly GrpcChannel _channel;
    private readonly CallInvoker _calls;
    private readonly Metadata? _headers;
    private readonly string[] _headlines;
    private readonly byte[][] _single;
    private readonly Dictionary<int, byte[][]> _batches = [];

    /// <summary>Creates a client with one connection.</summary>
    /// <param name="address">The address of the server.</param>
    /// <param name="headlines">The headlines to send.</param>
    /// <param name="window">The initial flow-control window of each call, in bytes.</param>
    /// <param name="key">The API key to send, or <see langword="null"/>.</param>
    /// <param name="certificate">The certificate of the server, which may be self-signed; <see langword="null"/> without TLS.</param>
    public RpcClient(
        Uri address,
        string[] headlines,
        int window = DefaultWindow,
        string? key = null,
        X509Certificate2? certificate = null
    )
    {
        _headers = key is null ? null : new() { { ApiKey.Header, key } };
        // The response to a batch is larger than the default window and would have to wait until the window grows.
        _channel = GrpcChannel.ForAddress(
            address,
            new GrpcChannelOptions
            {
                MaxReceiveMessageSize = null,
                HttpHandler = new SocketsHttpHandler
                {
                    InitialHttp2StreamWindowSize = window,
                    SslOptions =
                    {
                        RemoteCertificateValidationCallback = (_, found, _, _) =>
                            found?.GetCertHashString() == certificate?.GetCertHashString(),
                    },
                },
            }
        );
        _calls = _channel.CreateCallInvoker();
        _headlines = headlines;
        _single =
        [
            .. headlines.Take(10_000).Select(headline => new ClassifyRequest { Headline = headline }.ToByteArray()),
        ];
    }

    /// <summary>Gets the options of a call. Its deadline makes an unanswered call fail instead of blocking the run.</summary>
    private CallOptions Options => new(_headers, DateTime.UtcNow.AddMinutes(1));

    /// <summary>Makes a health check, which measures the cost of a call without classification.</summary>
    public Task CheckAsync(long number) => _calls.AsyncUnaryCall(Check, null, Options, []).ResponseAsync;

    /// <summary>Classifies one headline.</summary>
    public Task ClassifyAsync(long number) =>
        _calls.AsyncUnaryCall(Classify, null, Options, _single[number % _single.Length]).ResponseAsync;

    /// <summary>Classifies a batch of headlines.</summary>
    public Task ClassifyBatchAsync(long number, int size) =>
        _calls.AsyncUnaryCall(ClassifyBatch, null, Options, Batches(size)[number % RequestCount]).ResponseAsync;

    /// <summary>Classifies a batch and verifies that every headline has a classification.</summary>
    public async Task<ClassifyBatchResponse> VerifyBatchAsync(int size)
    {
        var response = await new ClassifierService.ClassifierServiceClient(_channel).ClassifyBatchAsync(
            ClassifyBatchRequest.Parser.ParseFrom(Batches(size)[0]),
            Options
        );
        return response.Results.Count == size && response.Results.All(result => result.Classification is not null)
            ? response
            : throw new InvalidOperationException("The server did not classify every headline.");
    }

    /// <summary>Classifies a stream of chunks, which are sent without waiting for responses, and returns the throughput in headlines per second.</summary>
    public async Task<double> StreamAsync(int chunks, int size)
    {
        var requests = Batches(size);
        using var call = _calls.AsyncDuplexStreamingCall(ClassifyStream, null, Options);
        var clock = Stopwatch.StartNew();
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < chunks; i++)
            {
                await call.RequestStream.WriteAsync(requests[i % RequestCount]);
            }

            await call.RequestStream.CompleteAsync();
        });
        var responses = 0;
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            responses++;
        }

        await sending;
        return responses == chunks
            ? chunks * size / clock.Elapsed.TotalSeconds
            : throw new InvalidOperationException($"Received {responses} responses to {chunks} chunks.");
    }

    /// <inheritdoc/>
    public void Dispose() => _channel.Dispose();

    private static Method<byte[], Length> Of(MethodType type, string service, string name) =>
        new(type, service, name, Bytes, Lengths);

    private byte[][] Batches(int size)
    {
        lock (_batches)
        {
            if (!_batches.TryGetValue(size, out var batches))
            {
                _batches[size] = batches = [
                    .. Enumerable
                        .Range(0, RequestCount)
                        .Select(number =>
                            new ClassifyBatchRequest
                            {
                                Items =
                                {
                                    Enumerable
                                        .Range(0, size)
                                        .Select(i => new ClassifyItem
                                        {
                                            Headline = _headlines[((number * size) + i) % _headlines.Length],
                                        }),
                                },
                            }.ToByteArray()
                        ),
                ];
            }

            return batches;
        }
    }

    /// <summary>Represents a response by its length.</summary>
    private sealed record Length(int Bytes);
}
