using Classifier.Training.Data;

namespace Classifier.Cli.Sources;

/// <summary>Represents a forward-only stream whose first bytes can be examined before they are read.</summary>
internal sealed class PeekedStream : ForwardOnlyStream
{
    private readonly byte[] _head;
    private readonly int _length;
    private int _at;

    /// <summary>Creates a stream that takes ownership of another stream.</summary>
    public PeekedStream(Stream stream)
        : base(stream)
    {
        _head = new byte[ContentKinds.HeadLength];
        _length = stream.ReadAtLeast(_head, _head.Length, throwOnEndOfStream: false);
    }

    /// <summary>Gets the first bytes of the stream.</summary>
    public ReadOnlySpan<byte> Head => _head.AsSpan(0, _length);

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_at == _length)
        {
            return Inner.Read(buffer);
        }

        var count = Math.Min(buffer.Length, _length - _at);
        _head.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }
}
