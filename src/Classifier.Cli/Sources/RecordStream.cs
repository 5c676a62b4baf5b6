using System.Text;

namespace Classifier.Cli.Sources;

/// <summary>Reads the lines and blocks of web archives. Bytes can be pushed back, so that reading can resume after an invalid
/// record.</summary>
internal sealed class RecordStream(Stream stream) : IDisposable
{
    private const int MaxLineLength = 8 * 1024;

    private readonly BufferedStream _stream = new(stream, 64 * 1024);
    private ReadOnlyMemory<byte> _pushedBack;

    /// <summary>Reads a line without its line break; returns null at the end of the file. Longer lines than 8 KiB are cut.</summary>
    public string? ReadLine()
    {
        var line = new List<byte>(128);
        for (int value; (value = ReadByte()) >= 0; )
        {
            if (value == '\n')
            {
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            }

            if (line.Count < MaxLineLength)
            {
                line.Add((byte)value);
            }
        }

        return line.Count > 0 ? Encoding.UTF8.GetString([.. line]) : null;
    }

    /// <summary>Reads a block. It is shorter than <paramref name="length"/> only at the end of the file.</summary>
    public byte[] ReadAtMost(int length)
    {
        var block = new byte[length];
        var pushedBack = Math.Min(length, _pushedBack.Length);
        _pushedBack[..pushedBack].CopyTo(block);
        _pushedBack = _pushedBack[pushedBack..];
        var read =
            pushedBack + _stream.ReadAtLeast(block.AsSpan(pushedBack), length - pushedBack, throwOnEndOfStream: false);
        return read == length ? block : block[..read];
    }

    /// <summary>Reads a block of a record.</summary>
    /// <exception cref="InvalidDataException">The file ends inside the block.</exception>
    public byte[] ReadBlock(int length, long record)
    {
        var block = ReadAtMost(length);
        return block.Length == length ? block : throw Truncated(record);
    }

    /// <summary>Skips a block of a record.</summary>
    /// <exception cref="InvalidDataException">The file ends inside the block.</exception>
    public void Skip(long length, long record)
    {
        while (length > 0)
        {
            var read = ReadAtMost((int)Math.Min(64 * 1024, length)).Length;
            length -= read > 0 ? read : throw Truncated(record);
        }
    }

    /// <summary>Pushes bytes back, to be read next.</summary>
    public void PushBack(ReadOnlyMemory<byte> bytes) =>
        _pushedBack = _pushedBack.IsEmpty ? bytes : (byte[])[.. bytes.Span, .. _pushedBack.Span];

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private int ReadByte()
    {
        if (_pushedBack.IsEmpty)
        {
            return _stream.ReadByte();
        }

        var value = _pushedBack.Span[0];
        _pushedBack = _pushedBack[1..];
        return value;
    }

    private static InvalidDataException Truncated(long record) =>
        new($"it ends inside record {record}; get a complete copy.");
}
