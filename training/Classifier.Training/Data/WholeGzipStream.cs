using System.IO.Compression;

namespace Classifier.Training.Data;

/// <summary>Decompresses gzip (RFC 1952) and tells when the file is not whole. GZipStream takes a file that was cut off for
/// a shorter one, so a mark is compressed behind it, which comes out again only if the file is whole. Read-only, not
/// seekable; nothing is read ahead but what GZipStream buffers.</summary>
public sealed class WholeGzipStream : Stream
{
    private static readonly byte[] Mark = "\0end of the file\0"u8.ToArray();
    private static readonly byte[] CompressedMark = Compress(Mark);

    private readonly GZipStream _gzip;
    private readonly byte[] _held = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _ended;

    private WholeGzipStream(Stream file) => _gzip = new GZipStream(new Followed(file), CompressionMode.Decompress);

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

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
            var read = _gzip.Read(_held, _end, _held.Length - _end);
            _end += read;
            if (read > 0)
                continue;
            _ended = true;
            if (!_held.AsSpan(_start.._end).SequenceEqual(Mark))
                throw new InvalidDataException("the compressed file is not whole; copy or compress it again.");
        }

        var count = Math.Min(buffer.Length, _ended ? 0 : _end - _start - Mark.Length);
        _held.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _gzip.Dispose();
        base.Dispose(disposing);
    }

    private static byte[] Compress(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return compressed.ToArray();
    }

    /// <summary>A file, and the compressed mark behind it.</summary>
    private sealed class Followed(Stream file) : Stream
    {
        private int _marked;
        private bool _fileEnded;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            if (!_fileEnded)
            {
                var read = file.Read(buffer);
                if (read > 0 || buffer.IsEmpty)
                    return read;
                _fileEnded = true;
            }

            var count = Math.Min(buffer.Length, CompressedMark.Length - _marked);
            CompressedMark.AsSpan(_marked, count).CopyTo(buffer);
            _marked += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                file.Dispose();
            base.Dispose(disposing);
        }
    }
}
