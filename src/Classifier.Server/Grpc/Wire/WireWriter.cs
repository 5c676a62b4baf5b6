using System.Buffers.Binary;

namespace Classifier.Server.Grpc.Wire;

/// <summary>Writes fields with numbers below 16, whose tags have one byte, to memory that is large enough for them.</summary>
internal ref struct WireWriter(Span<byte> memory)
{
    /// <summary>Gets the memory that is not written yet.</summary>
    public Span<byte> Rest { get; private set; } = memory;

    /// <summary>Returns the size of a field: a tag of one byte, the length, and the content.</summary>
    public static int FieldSize(int content) => 1 + LengthSize(content) + content;

    /// <summary>Returns the size of a field with a positive number: a tag of one byte, and the number.</summary>
    public static int NumberFieldSize(int number) => 1 + LengthSize(number);

    /// <summary>Writes the tag and the length of a field, or the tag and the positive number that is its value.</summary>
    public void WriteHead(byte tag, int length)
    {
        var rest = Rest;
        rest[0] = tag;
        var i = 1;
        var left = (uint)length;
        for (; left >= 0x80; left >>= 7)
        {
            rest[i++] = (byte)(left | 0x80);
        }

        rest[i++] = (byte)left;
        Rest = rest[i..];
    }

    /// <summary>Writes a byte.</summary>
    public void Write(byte value)
    {
        Rest[0] = value;
        Rest = Rest[1..];
    }

    /// <summary>Writes bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Rest);
        Rest = Rest[bytes.Length..];
    }

    /// <summary>Writes a floating-point number.</summary>
    public void Write(float number)
    {
        BinaryPrimitives.WriteSingleLittleEndian(Rest, number);
        Rest = Rest[sizeof(float)..];
    }

    private static int LengthSize(int length)
    {
        var size = 1;
        for (var left = (uint)length; left >= 0x80; left >>= 7)
        {
            size++;
        }

        return size;
    }
}
