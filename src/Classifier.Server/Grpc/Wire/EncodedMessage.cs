using System.Buffers;
using Grpc.Core;

namespace Classifier.Server.Grpc.Wire;

/// <summary>A reply that stands in memory as it goes over the wire. The memory is given back once it was sent.</summary>
internal sealed class EncodedMessage
{
    private byte[] _bytes = [];

    /// <summary>Writes replies.</summary>
    public static Marshaller<EncodedMessage> Marshaller { get; } =
        Marshallers.Create<EncodedMessage>(
            (message, context) => message.Send(context),
            _ => throw new NotSupportedException("The server reads no replies.")
        );

    /// <summary>How many bytes were written.</summary>
    public int Length { get; private set; }

    /// <summary>Appends bytes.</summary>
    /// <param name="count">How many; all of them are to be written.</param>
    /// <returns>Where they go.</returns>
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
        var more = ArrayPool<byte>.Shared.Rent(checked(Math.Max(2 * _bytes.Length, Length + count)));
        _bytes.AsSpan(0, Length).CopyTo(more);
        Free();
        _bytes = more;
    }

    private void Send(SerializationContext context)
    {
        context.SetPayloadLength(Length);
        context.GetBufferWriter().Write(_bytes.AsSpan(0, Length));
        context.Complete();
        Free();
        (_bytes, Length) = ([], 0);
    }

    private void Free()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }
    }
}
