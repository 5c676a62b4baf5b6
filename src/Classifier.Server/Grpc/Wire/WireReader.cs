using System.Buffers.Binary;
using Google.Protobuf;

namespace Classifier.Server.Grpc.Wire;

/// <summary>Reads the fields of an encoded message in place (Protocol Buffers encoding,
/// https://protobuf.dev/programming-guides/encoding).</summary>
internal ref struct WireReader(ReadOnlySpan<byte> message)
{
    private const int MaxNesting = 100;

    private readonly ReadOnlySpan<byte> _message = message;

    /// <summary>Gets the position in the message, in bytes.</summary>
    public int Position { get; private set; }

    /// <summary>Reads the tag of the next field, or returns 0 at the end of the message.</summary>
    /// <exception cref="InvalidDataException">The tag is invalid.</exception>
    public uint ReadTag()
    {
        if (Position == _message.Length)
        {
            return 0;
        }

        var tag = ReadVarint();
        return tag <= uint.MaxValue && WireFormat.GetTagFieldNumber((uint)tag) > 0 ? (uint)tag : throw Malformed();
    }

    /// <summary>Reads the length of a field and skips its content.</summary>
    /// <returns>The range of the content.</returns>
    /// <exception cref="InvalidDataException">The content exceeds the message.</exception>
    public Range ReadContent()
    {
        var length = ReadVarint();
        if (length > (ulong)(_message.Length - Position))
        {
            throw Malformed();
        }

        var start = Position;
        Position += (int)length;
        return start..Position;
    }

    /// <summary>Reads a number of variable length, such as an integer, a bool, or an enum.</summary>
    /// <exception cref="InvalidDataException">The number exceeds the message, or 64 bits.</exception>
    public ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (Position == _message.Length)
            {
                throw Malformed();
            }

            var next = _message[Position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Malformed();
    }

    /// <summary>Reads a float.</summary>
    /// <exception cref="InvalidDataException">The float exceeds the message.</exception>
    public float ReadFloat()
    {
        var start = Position;
        Advance(sizeof(float));
        return BinaryPrimitives.ReadSingleLittleEndian(_message[start..]);
    }

    /// <summary>Skips a field.</summary>
    /// <param name="tag">The tag of the field, which has just been read.</param>
    /// <exception cref="InvalidDataException">The field exceeds the message, or has an unknown wire type.</exception>
    public void Skip(uint tag) => Skip(tag, MaxNesting);

    private void Skip(uint tag, int nesting)
    {
        switch (WireFormat.GetTagWireType(tag))
        {
            case WireFormat.WireType.Varint:
                ReadVarint();
                break;
            case WireFormat.WireType.Fixed64:
                Advance(sizeof(ulong));
                break;
            case WireFormat.WireType.LengthDelimited:
                ReadContent();
                break;
            case WireFormat.WireType.StartGroup when nesting > 0:
                var end = WireFormat.MakeTag(WireFormat.GetTagFieldNumber(tag), WireFormat.WireType.EndGroup);
                for (uint inner; (inner = ReadTag()) != end; )
                {
                    Skip(inner, nesting - 1);
                }

                break;
            case WireFormat.WireType.Fixed32:
                Advance(sizeof(uint));
                break;
            default:
                throw Malformed();
        }
    }

    private void Advance(int bytes)
    {
        if (bytes > _message.Length - Position)
        {
            throw Malformed();
        }

        Position += bytes;
    }

    private static InvalidDataException Malformed() => new("The message is malformed.");
}
