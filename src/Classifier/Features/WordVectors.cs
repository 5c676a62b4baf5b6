using System.Numerics.Tensors;
using System.Text;

namespace Classifier.Features;

/// <summary>
/// Represents word vectors, quantized to 8 bits per component and sorted by descending word frequency. The vector of a
/// headline is the weighted mean of the unit vectors of its words; rare words weigh more (smooth inverse frequency,
/// Arora et al. 2017, with frequencies estimated by Zipf's law).
/// </summary>
public sealed class WordVectors
{
    private const uint Magic = 0x31_56_57_43; // "CWV1"

    private readonly string[] _words;
    private readonly sbyte[] _components;

    private WordVectors(string[] words, sbyte[] components, int size)
    {
        _words = words;
        _components = components;
        Size = size;
    }

    /// <summary>Gets the number of dimensions.</summary>
    public int Size { get; }

    /// <summary>Gets the number of words.</summary>
    public int Count => _words.Length;

    /// <summary>
    /// Gets the words, lower-cased and without apostrophes, most frequent first. The index of a word is its row.
    /// </summary>
    public IReadOnlyList<string> Words => _words;

    /// <summary>Returns the weight of a word, from 0 to 1. Rarer words have higher weights.</summary>
    /// <param name="row">The frequency rank of the word, starting at 0.</param>
    internal static float GetRarity(int row) => 1e-3f / (1e-3f + 0.08f / (row + 2));

    /// <summary>Adds the unit vector of a word, multiplied by <paramref name="weight"/>, to a sum.</summary>
    public void AddTo(Span<float> sum, int row, float weight)
    {
        var components = _components.AsSpan(row * Size, Size);
        weight /= 254f;
        for (var i = 0; i < components.Length; i++)
        {
            sum[i] += components[i] * weight;
        }
    }

    /// <summary>Builds word vectors by scaling them to unit length and rounding them to 8 bits.</summary>
    /// <param name="rows">The words and their vectors, most frequent word first. All vectors must have the same
    /// length.</param>
    public static WordVectors Build(IEnumerable<(string Word, float[] Numbers)> rows)
    {
        var words = new List<string>();
        var components = new List<sbyte>();
        var size = 0;
        foreach (var (word, vector) in rows)
        {
            size = vector.Length;
            words.Add(word);
            // Components of a 100-dimensional unit vector rarely exceed 0.5; larger ones are clipped.
            var scale = 127f * 2 / MathF.Max(TensorPrimitives.Norm<float>(vector), 1e-6f);
            components.AddRange(vector.Select(number => (sbyte)Math.Clamp(MathF.Round(number * scale), -127, 127)));
        }

        return new WordVectors([.. words], [.. components], size);
    }

    /// <summary>Returns the vectors of the most frequent words.</summary>
    /// <param name="count">The number of words to keep.</param>
    public WordVectors Take(int count) =>
        count >= Count ? this : new WordVectors(_words[..count], _components[..(count * Size)], Size);

    /// <summary>Reads word vectors written by <see cref="Write"/>.</summary>
    /// <exception cref="InvalidDataException">The stream does not contain valid word vectors.</exception>
    public static WordVectors Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        if (reader.ReadUInt32() != Magic)
        {
            throw new InvalidDataException("The file does not contain word vectors.");
        }

        var size = reader.ReadInt32();
        var count = reader.ReadInt32();
        if (size is < 1 or > 1_024 || count is < 0 or > 10_000_000)
        {
            throw new InvalidDataException(
                $"The file of word vectors is damaged: its header specifies {count} vectors of {size} dimensions."
            );
        }

        var words = new string[count];
        for (var i = 0; i < count; i++)
        {
            words[i] = reader.ReadString();
        }

        var components = new sbyte[count * size];
        stream.ReadExactly(System.Runtime.InteropServices.MemoryMarshal.AsBytes(components.AsSpan()));
        return new WordVectors(words, components, size);
    }

    /// <summary>Writes the word vectors.</summary>
    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(Size);
        writer.Write(Count);
        foreach (var word in _words)
        {
            writer.Write(word);
        }

        writer.Flush();
        stream.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(_components.AsSpan()));
    }
}
