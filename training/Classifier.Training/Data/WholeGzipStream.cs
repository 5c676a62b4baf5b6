using System.IO.Compression;

namespace Classifier.Training.Data;

/// <summary>Decompresses gzip (RFC 1952) and tells when the file is not whole. GZipStream takes a file that was cut off for
/// a shorter one, so a mark is compressed behind it, which comes out again only if the file is whole. Nothing is
/// read ahead but what GZipStream buffers.</summary>
public sealed class WholeGzipStream : ForwardStream
{
    private static readonly byte[] Mark = "\0end of the file\0"u8.ToArray();
    private static readonly byte[] CompressedMark = Compress(Mark);

    private readonly byte[] _held = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _ended;

    private WholeGzipStream(Stream file)
        : base(new GZipStream(new Followed(file), CompressionMode.Decompress)) { }

    /// <summary>Opens a compressed stream, which is closed with this one.</summary>
    public static Stream Open(Stream file) => new WholeGzipStream(file);

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The file is broken, or cut off.</exception>
    public override int Read(Span<byte> buffer)
    {
        // The last bytes are held back until it is known whether they are the mark.
        while (!_ended && _end - _start <= Mark.Length)
        {
            _held.AsSpan(_start.._end).CopyTo(_held);
            (_start, _end) = (0, _end - _start);
            var read = Inner.Read(_held, _end, _held.Length - _end);
            _end += read;
            if (read > 0)
            {
                continue;
            }

            _ended = true;
            if (!_held.AsSpan(_start.._end).SequenceEqual(Mark))
            {
                throw new InvalidDataException("the compressed file is not whole; copy or compress it again.");
            }
        }

        var count = Math.Min(buffer.Length, _ended ? 0 : _end - _start - Mark.Length);
        _held.AsSpan(_start, count).CopyTo(buffer);
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

    /// <summary>A file, and the compressed mark behind it.</summary>
    private sealed class Followed(Stream file) : ForwardStream(file)
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

            var count = Math.Min(buffer.Length, CompressedMark.Length - _marked);
            CompressedMark.AsSpan(_marked, count).CopyTo(buffer);
            _marked += count;
            return count;
        }
    }
}
