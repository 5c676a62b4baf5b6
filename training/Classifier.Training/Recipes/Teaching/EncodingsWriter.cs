using System.Runtime.InteropServices;
using System.Text;

namespace Classifier.Training.Recipes.Teaching;

/// <summary>Appends encodings to a file, so that interrupted work can be resumed.</summary>
public sealed class EncodingsWriter : IDisposable
{
    internal const uint Magic = 0x31_43_4E_45; // "ENC1"

    private readonly FileStream _file;
    private readonly BinaryWriter _writer;
    private readonly int _size;

    /// <summary>Opens or creates a file. Removes an incomplete encoding at its end.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="size">The number of components of an encoding.</param>
    /// <exception cref="InvalidDataException">The file has different content.</exception>
    public EncodingsWriter(string path, int size)
    {
        _size = size;
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite);
        _writer = new BinaryWriter(_file, Encoding.UTF8);
        if (_file.Length < 2 * sizeof(int))
        {
            _file.SetLength(0);
            _writer.Write(Magic);
            _writer.Write(size);
            return;
        }

        using var reader = new BinaryReader(_file, Encoding.UTF8, leaveOpen: true);
        if (reader.ReadUInt32() != Magic || reader.ReadInt32() != size)
        {
            throw new InvalidDataException(
                $"{path} does not contain encodings with {size} components; specify another file."
            );
        }

        var whole = _file.Position;
        try
        {
            while (_file.Position < _file.Length)
            {
                var title = reader.ReadString();
                _file.Position += size * 2;
                if (_file.Position > _file.Length)
                {
                    break;
                }

                Written.Add(title);
                whole = _file.Position;
            }
        }
        catch (EndOfStreamException)
        {
            // The last title is incomplete and will be written again.
        }

        _file.SetLength(whole);
        _file.Position = whole;
    }

    /// <summary>Gets the titles that the file contained when it was opened.</summary>
    public IList<string> Written { get; } = [];

    /// <summary>Appends a title and its encoding.</summary>
    /// <param name="title">The title.</param>
    /// <param name="encoding">The encoding, which has unit length.</param>
    public void Write(string title, ReadOnlySpan<float> encoding)
    {
        if (encoding.Length != _size)
        {
            throw new ArgumentException(
                $"The encoding has {encoding.Length} components instead of {_size}.",
                nameof(encoding)
            );
        }

        _writer.Write(title);
        Span<Half> numbers = stackalloc Half[_size];
        for (var i = 0; i < _size; i++)
        {
            numbers[i] = (Half)encoding[i];
        }

        _writer.Write(MemoryMarshal.AsBytes(numbers));
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
