using System.Diagnostics;
using Classifier.V1;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;

namespace Classifier.Benchmarks.Rpc;

/// <summary>The calls that are measured, as lean as can be: requests are encoded beforehand, and of replies the bytes are counted,
/// so that what is measured is the server and not the client that shares its cores.</summary>
internal sealed class RpcClient : IDisposable
{
    /// <summary>How many different requests of each kind there are.</summary>
    private const int Requests = 100;

    /// <summary>The window that each call starts with: room for a reply to some thousand headlines.</summary>
    public const int UsualWindow = 4 * 1024 * 1024;

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
    private readonly string[] _headlines;
    private readonly byte[][] _single;
    private readonly Dictionary<int, byte[][]> _batches = [];

    /// <summary>Makes a client with one connection.</summary>
    /// <param name="address">The server.</param>
    /// <param name="headlines">The headlines to send.</param>
    /// <param name="window">The window that each call starts with, in bytes.</param>
    public RpcClient(Uri address, string[] headlines, int window = UsualWindow)
    {
        // A reply to a batch is larger than the window that a call starts with, and would wait for it to be widened.
        _channel = GrpcChannel.ForAddress(
            address,
            new GrpcChannelOptions
            {
                MaxReceiveMessageSize = null,
                HttpHandler = new SocketsHttpHandler { InitialHttp2StreamWindowSize = window },
            }
        );
        _calls = _channel.CreateCallInvoker();
        _headlines = headlines;
        _single =
        [
            .. headlines.Take(10_000).Select(headline => new ClassifyRequest { Headline = headline }.ToByteArray()),
        ];
    }

    /// <summary>A call that is not answered fails rather than holding up the whole run.</summary>
    private static CallOptions Deadline => new(deadline: DateTime.UtcNow.AddMinutes(1));

    /// <summary>The no-op: what a call costs before anything is classified.</summary>
    public Task CheckAsync(long number) => _calls.AsyncUnaryCall(Check, null, Deadline, []).ResponseAsync;

    /// <summary>Classifies one headline.</summary>
    public Task ClassifyAsync(long number) =>
        _calls.AsyncUnaryCall(Classify, null, Deadline, _single[number % _single.Length]).ResponseAsync;

    /// <summary>Classifies many in one call.</summary>
    public Task ClassifyBatchAsync(long number, int size) =>
        _calls.AsyncUnaryCall(ClassifyBatch, null, Deadline, Batches(size)[number % Requests]).ResponseAsync;

    /// <summary>Asks for a batch and makes sure that every headline of it is answered.</summary>
    public async Task<ClassifyBatchResponse> AskAsync(int size)
    {
        var response = await new ClassifierService.ClassifierServiceClient(_channel).ClassifyBatchAsync(
            ClassifyBatchRequest.Parser.ParseFrom(Batches(size)[0]),
            Deadline
        );
        return response.Results.Count == size && response.Results.All(result => result.Classification is not null)
            ? response
            : throw new InvalidOperationException("The server did not classify every headline.");
    }

    /// <summary>Classifies a stream of chunks, sending on without waiting for answers, and gives the headlines a second.</summary>
    public async Task<double> StreamAsync(int chunks, int size)
    {
        var requests = Batches(size);
        using var call = _calls.AsyncDuplexStreamingCall(ClassifyStream, null, Deadline);
        var clock = Stopwatch.StartNew();
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < chunks; i++)
            {
                await call.RequestStream.WriteAsync(requests[i % Requests]);
            }

            await call.RequestStream.CompleteAsync();
        });
        var answers = 0;
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            answers++;
        }

        await sending;
        return answers == chunks
            ? chunks * size / clock.Elapsed.TotalSeconds
            : throw new InvalidOperationException($"{answers} answers to {chunks} chunks.");
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
                        .Range(0, Requests)
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

    /// <summary>How long a reply is.</summary>
    private sealed record Length(int Bytes);
}
