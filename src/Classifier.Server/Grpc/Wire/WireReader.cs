using Google.Protobuf;

namespace Classifier.Server.Grpc.Wire;

/// <summary>Reads the fields of a message where they lie, without making objects of them (Protocol Buffers encoding,
/// https://protobuf.dev/programming-guides/encoding).</summary>
internal ref struct WireReader(ReadOnlySpan<byte> message)
{
    private const int MostNesting = 100;

    private readonly ReadOnlySpan<byte> _message = message;

    /// <summary>Where it stands.</summary>
    public int Position { get; private set; }

    /// <summary>Reads the tag of the next field; 0 at the end.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public uint ReadTag()
    {
        if (Position == _message.Length)
        {
            return 0;
        }

        var tag = ReadVarint();
        return tag <= uint.MaxValue && WireFormat.GetTagFieldNumber((uint)tag) > 0 ? (uint)tag : throw Malformed();
    }

    /// <summary>Reads the length of a field and passes over its content.</summary>
    /// <returns>Where the content stands.</returns>
    /// <exception cref="InvalidDataException">It goes on past the end.</exception>
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

    /// <summary>Passes over a field.</summary>
    /// <param name="tag">Its tag, which was just read.</param>
    /// <exception cref="InvalidDataException">It goes on past the end, or is of an unknown kind.</exception>
    public void Skip(uint tag) => Skip(tag, MostNesting);

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

    private ulong ReadVarint()
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

    private static InvalidDataException Malformed() => new("The bytes are no message.");
}
