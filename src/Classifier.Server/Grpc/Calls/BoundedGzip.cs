using System.IO.Compression;
using Classifier.Server.Admission;
using Grpc.Net.Compression;

namespace Classifier.Server.Grpc.Calls;

/// <summary>Decompresses messages up to the maximum size of a message. Reserves the decompressed bytes while they are read.</summary>
/// <param name="limits">The limits.</param>
internal sealed class BoundedGzip(ServerLimits limits) : ICompressionProvider
{
    private readonly GzipCompressionProvider _gzip = new(CompressionLevel.Fastest);

    public string EncodingName => _gzip.EncodingName;

    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        _gzip.CreateCompressionStream(stream, compressionLevel);

    public Stream CreateDecompressionStream(Stream stream) =>
        new BoundedStream(_gzip.CreateDecompressionStream(stream), limits.MaxMessageBytes);

    private sealed class BoundedStream(Stream inner, int max) : Stream
    {
        private readonly CallContext? _call = CallContext.Current;
        private long _length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _length;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            _length += read;
            if (_length > max)
            {
                throw MessageReader.CreateTooLargeException(_length, max);
            }

            _call?.Reserve(read);
            return _call is { Cancellation.IsCancellationRequested: true }
                ? throw _call.CreateCanceledException()
                : read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
