using System.Buffers;
using Classifier.Server.Grpc.Calls;
using Grpc.Core;

namespace Classifier.Server.Grpc.Wire;

/// <summary>Represents a response in its wire format. Its memory is a list of pooled blocks, so that it grows without copying and is
/// returned block by block while it is sent.</summary>
/// <param name="call">The call that reserves the bytes of large responses, or <see langword="null"/>.</param>
internal sealed class EncodedResponse(CallContext? call = null) : IDisposable
{
    private const int MinBlockSize = 512;
    private const int MaxBlockSize = 128 * 1024;

    private readonly Queue<Block> _fullBlocks = [];
    private Block _last = new([], 0);

    /// <summary>Gets the marshaller of responses.</summary>
    public static Marshaller<EncodedResponse> Marshaller { get; } =
        Marshallers.Create<EncodedResponse>(
            (response, context) => response.Send(context),
            _ => throw new NotSupportedException("The server does not read responses.")
        );

    /// <summary>Gets the number of bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>Appends bytes.</summary>
    /// <param name="count">The number of bytes. The caller must write all of them.</param>
    /// <returns>The memory to write to.</returns>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: too many bytes are in flight.</exception>
    public Span<byte> Append(int count)
    {
        if (count > _last.Bytes.Length - _last.Length)
        {
            AddBlock(count);
        }

        var start = _last.Length;
        _last = _last with { Length = start + count };
        Length = checked(Length + count);
        return _last.Bytes.AsSpan(start, count);
    }

    /// <summary>Writes the next block and returns its memory.</summary>
    /// <returns><see langword="false"/> if all blocks are written.</returns>
    public bool TryWriteBlock(IBufferWriter<byte> writer)
    {
        if (!_fullBlocks.TryDequeue(out var block))
        {
            (block, _last) = (_last, new Block([], 0));
        }

        writer.Write(block.Bytes.AsSpan(0, block.Length));
        Return(block);
        return block.Bytes.Length > 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_fullBlocks.TryDequeue(out var block))
        {
            Return(block);
        }

        Return(_last);
        _last = new Block([], 0);
    }

    private void AddBlock(int count)
    {
        var size = Math.Max(count, Math.Clamp(4 * _last.Bytes.Length, MinBlockSize, MaxBlockSize));
        call?.Reserve(size);
        if (_last.Bytes.Length > 0)
        {
            _fullBlocks.Enqueue(_last);
        }

        // The pool would keep larger blocks.
        var bytes = size <= MaxBlockSize ? ArrayPool<byte>.Shared.Rent(size) : new byte[size];
        _last = new Block(bytes, 0, size);
    }

    private void Return(Block block)
    {
        if (block.Bytes.Length == 0)
        {
            return;
        }

        call?.Release(block.Reserved);
        if (block.Reserved <= MaxBlockSize)
        {
            ArrayPool<byte>.Shared.Return(block.Bytes);
        }
    }

    private void Send(SerializationContext context)
    {
        context.SetPayloadLength(Length);
        var writer = context.GetBufferWriter();
        while (TryWriteBlock(writer))
        {
            // All blocks are written to the buffer.
        }

        context.Complete();
    }

    private readonly record struct Block(byte[] Bytes, int Length, int Reserved = 0);
}
