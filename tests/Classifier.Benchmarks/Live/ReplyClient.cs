using Classifier.V1;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Classifier.Benchmarks.Live;

/// <summary>Makes calls and verifies that each reply is, as a whole, that of one version.</summary>
internal sealed class ReplyClient : IDisposable
{
    private const int Size = 200;

    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);
    private static readonly string Service = ClassifierService.Descriptor.FullName;
    private static readonly Method<byte[], byte[]> Unary = new(MethodType.Unary, Service, "Classify", Bytes, Bytes);
    private static readonly Method<byte[], byte[]> Batch = new(
        MethodType.Unary,
        Service,
        "ClassifyBatch",
        Bytes,
        Bytes
    );
    private static readonly Method<byte[], byte[]> Stream = new(
        MethodType.DuplexStreaming,
        Service,
        "ClassifyStream",
        Bytes,
        Bytes
    );

    private readonly GrpcChannel _channel;
    private readonly CallInvoker _calls;
    private readonly byte[][] _single;
    private readonly byte[] _batch;
    private readonly List<byte[][]> _singleReplies = [];
    private readonly List<byte[]> _batchReplies = [];

    /// <summary>Creates a client with one connection.</summary>
    public ReplyClient(Uri address, string[] headlines)
    {
        _channel = GrpcChannel.ForAddress(
            address,
            new GrpcChannelOptions { MaxReceiveMessageSize = null, MaxRetryAttempts = null }
        );
        _calls = _channel.CreateCallInvoker();
        _single =
        [
            .. headlines.Take(Size).Select(headline => new ClassifyRequest { Headline = headline }.ToByteArray()),
        ];
        var batch = new ClassifyBatchRequest();
        batch.Items.Add(headlines.Take(Size).Select(headline => new ClassifyItem { Headline = headline }));
        _batch = batch.ToByteArray();
    }

    /// <summary>Gets the number of replies that mix versions.</summary>
    public int Mixed => _mixed;

    private int _mixed;

    private static CallOptions Deadline => new(deadline: DateTime.UtcNow.AddMinutes(5));

    /// <summary>Records the replies of the version that is active now.</summary>
    public async Task LearnAsync()
    {
        var replies = new byte[_single.Length][];
        for (var i = 0; i < replies.Length; i++)
        {
            replies[i] = await _calls.AsyncUnaryCall(Unary, null, Deadline, _single[i]).ResponseAsync;
        }

        _singleReplies.Add(replies);
        _batchReplies.Add(await _calls.AsyncUnaryCall(Batch, null, Deadline, _batch).ResponseAsync);
    }

    /// <summary>Classifies a headline.</summary>
    public async Task ClassifyAsync(long number)
    {
        var i = number % _single.Length;
        var reply = await _calls.AsyncUnaryCall(Unary, null, Deadline, _single[i]).ResponseAsync;
        Verify(_singleReplies.Exists(known => known[i].AsSpan().SequenceEqual(reply)));
    }

    /// <summary>Classifies batches until canceled.</summary>
    /// <returns>The number of batches.</returns>
    public async Task<int> CallBatchesAsync(CancellationToken cancellation)
    {
        var count = 0;
        for (; !cancellation.IsCancellationRequested; count++)
        {
            VerifyBatch(await _calls.AsyncUnaryCall(Batch, null, Deadline, _batch).ResponseAsync);
        }

        return count;
    }

    /// <summary>Sends chunks on one stream until canceled.</summary>
    /// <returns>The number of chunks.</returns>
    public async Task<int> StreamAsync(CancellationToken cancellation)
    {
        using var call = _calls.AsyncDuplexStreamingCall(Stream, null, Deadline);
        var count = 0;
        for (; !cancellation.IsCancellationRequested; count++)
        {
            await call.RequestStream.WriteAsync(_batch, CancellationToken.None);
            if (!await call.ResponseStream.MoveNext(CancellationToken.None))
            {
                throw new InvalidOperationException("The stream has ended.");
            }

            VerifyBatch(call.ResponseStream.Current);
        }

        await call.RequestStream.CompleteAsync();
        return count;
    }

    /// <inheritdoc/>
    public void Dispose() => _channel.Dispose();

    private void VerifyBatch(byte[] reply) =>
        Verify(_batchReplies.Exists(known => known.AsSpan().SequenceEqual(reply)));

    private void Verify(bool isWhole)
    {
        if (!isWhole)
        {
            Interlocked.Increment(ref _mixed);
        }
    }
}
