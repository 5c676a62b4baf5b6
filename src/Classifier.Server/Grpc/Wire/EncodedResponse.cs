using System.Buffers;
using Grpc.Core;

namespace Classifier.Server.Grpc.Wire;

/// <summary>Represents a response in its wire format. Its pooled memory is returned when the response is sent.</summary>
internal sealed class EncodedResponse
{
    private byte[] _bytes = [];

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
    public Span<byte> Append(int count)
    {
        if (count > _bytes.Length - Length)
        {
            Grow(count);
        }

        Length += count;
        return _bytes.AsSpan(Length - count, count);
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<byte>.Shared.Rent(checked(Math.Max(2 * _bytes.Length, Length + count)));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        ReturnMemory();
        _bytes = larger;
    }

    private void Send(SerializationContext context)
    {
        context.SetPayloadLength(Length);
        context.GetBufferWriter().Write(_bytes.AsSpan(0, Length));
        context.Complete();
        ReturnMemory();
        (_bytes, Length) = ([], 0);
    }

    private void ReturnMemory()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }
    }
}
