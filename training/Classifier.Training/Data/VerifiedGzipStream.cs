using System.IO.Compression;

namespace Classifier.Training.Data;

/// <summary>Decompresses gzip (RFC 1952) and detects truncated input.</summary>
/// <remarks><see cref="GZipStream"/> accepts truncated input. This stream therefore appends a compressed end mark to the
/// input, which is decompressed only if the input is complete. It reads ahead no more than <see cref="GZipStream"/>
/// buffers.</remarks>
public sealed class VerifiedGzipStream : ForwardOnlyStream
{
    /// <summary>The message for input that cannot be decompressed.</summary>
    public const string CorruptMessage = "the gzip file is truncated or corrupt; get a complete copy of it.";

    private static readonly byte[] EndMark = "\0end of the file\0"u8.ToArray();
    private static readonly byte[] CompressedEndMark = Compress(EndMark);

    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _ended;

    private VerifiedGzipStream(Stream file)
        : base(new GZipStream(new MarkedStream(file), CompressionMode.Decompress)) { }

    /// <summary>Opens a compressed stream, which is disposed with the returned stream.</summary>
    public static Stream Open(Stream file) => new VerifiedGzipStream(file);

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The input is corrupt or truncated.</exception>
    public override int Read(Span<byte> buffer)
    {
        // Withhold the last bytes until it is known whether they are the end mark.
        while (!_ended && _end - _start <= EndMark.Length)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            var read = Inner.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            if (read > 0)
            {
                continue;
            }

            _ended = true;
            if (!_buffer.AsSpan(_start.._end).SequenceEqual(EndMark))
            {
                throw new InvalidDataException(CorruptMessage);
            }
        }

        var count = Math.Min(buffer.Length, _ended ? 0 : _end - _start - EndMark.Length);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    private static byte[] Compress(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }

    /// <summary>Reads a file followed by the compressed end mark.</summary>
    private sealed class MarkedStream(Stream file) : ForwardOnlyStream(file)
    {
        private int _marked;
        private bool _fileEnded;

        public override int Read(Span<byte> buffer)
        {
            if (!_fileEnded)
            {
                var read = Inner.Read(buffer);
                if (read > 0 || buffer.IsEmpty)
                {
                    return read;
                }

                _fileEnded = true;
            }

            var count = Math.Min(buffer.Length, CompressedEndMark.Length - _marked);
            CompressedEndMark.AsSpan(_marked, count).CopyTo(buffer);
            _marked += count;
            return count;
        }
    }
}
