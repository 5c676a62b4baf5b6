using System.Runtime.InteropServices;
using System.Text;

namespace Classifier.Training.Recipes.Teaching;

/// <summary>Writes encodings to the end of a file, so that work which was interrupted goes on where it stopped.</summary>
public sealed class EncodingsWriter : IDisposable
{
    internal const uint Magic = 0x31_43_4E_45; // "ENC1"

    private readonly FileStream _file;
    private readonly BinaryWriter _writer;
    private readonly int _size;

    /// <summary>Opens or makes a file. What an interruption left half written at its end is cut off.</summary>
    /// <param name="path">The file.</param>
    /// <param name="size">How many numbers an encoding has.</param>
    /// <exception cref="InvalidDataException">The file holds something else.</exception>
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
            throw new InvalidDataException($"{path} is no file of encodings of {size} numbers; name another file.");
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
            // Half a title at the end: it is written anew.
        }

        _file.SetLength(whole);
        _file.Position = whole;
    }

    /// <summary>The titles that the file held when it was opened.</summary>
    public IList<string> Written { get; } = [];

    /// <summary>Adds a title.</summary>
    /// <param name="title">The title.</param>
    /// <param name="encoding">Its encoding, of unit length.</param>
    public void Write(string title, ReadOnlySpan<float> encoding)
    {
        if (encoding.Length != _size)
        {
            throw new ArgumentException(
                $"An encoding of {encoding.Length} numbers where {_size} are asked for.",
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
