using System.Numerics.Tensors;
using System.Text;

namespace Classifier.Features;

/// <summary>
/// Word vectors, 8 bits a number, most frequent word first. A headline's vector is the mean of its words' unit vectors,
/// rare words counting more (smooth inverse frequency, Arora et al. 2017, with Zipf's law for the frequencies).
/// </summary>
public sealed class WordVectors
{
    private const uint Magic = 0x31_56_57_43; // "CWV1"

    private readonly string[] _words;
    private readonly sbyte[] _numbers;

    private WordVectors(string[] words, sbyte[] numbers, int size)
    {
        _words = words;
        _numbers = numbers;
        Size = size;
    }

    /// <summary>How many numbers a vector has.</summary>
    public int Size { get; }

    /// <summary>How many words have a vector.</summary>
    public int Count => _words.Length;

    /// <summary>The words, lower-cased and without apostrophes, most frequent first; a word's place is its row.</summary>
    public IReadOnlyList<string> Words => _words;

    /// <summary>How much a word counts: 0 to 1, more for rarer words.</summary>
    public static float Rarity(int row) => 1e-3f / (1e-3f + 0.08f / (row + 2));

    /// <summary>Adds a word's unit vector times <paramref name="weight"/> to a sum.</summary>
    public void AddTo(Span<float> sum, int row, float weight)
    {
        var numbers = _numbers.AsSpan(row * Size, Size);
        weight /= 254f;
        for (var i = 0; i < numbers.Length; i++)
        {
            sum[i] += numbers[i] * weight;
        }
    }

    /// <summary>Builds vectors from rows of numbers: scaled to length one and rounded to 8 bits.</summary>
    /// <param name="rows">Words and their numbers, most frequent first; all of the same length.</param>
    public static WordVectors Build(IEnumerable<(string Word, float[] Numbers)> rows)
    {
        var words = new List<string>();
        var numbers = new List<sbyte>();
        var size = 0;
        foreach (var (word, vector) in rows)
        {
            size = vector.Length;
            words.Add(word);
            // A component of a unit vector of a hundred numbers is seldom over .5; the rare larger one is clipped.
            var scale = 127f * 2 / MathF.Max(TensorPrimitives.Norm<float>(vector), 1e-6f);
            numbers.AddRange(vector.Select(number => (sbyte)Math.Clamp(MathF.Round(number * scale), -127, 127)));
        }

        return new WordVectors([.. words], [.. numbers], size);
    }

    /// <summary>The vectors of the most frequent words alone.</summary>
    /// <param name="count">How many words to keep.</param>
    public WordVectors Take(int count) =>
        count >= Count ? this : new WordVectors(_words[..count], _numbers[..(count * Size)], Size);

    /// <summary>Reads vectors that <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The file is something else or broken.</exception>
    public static WordVectors Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        if (reader.ReadUInt32() != Magic)
        {
            throw new InvalidDataException("This is not a file of word vectors.");
        }

        var size = reader.ReadInt32();
        var count = reader.ReadInt32();
        if (size is < 1 or > 1_024 || count is < 0 or > 10_000_000)
        {
            throw new InvalidDataException($"{count} word vectors of {size} numbers cannot be.");
        }

        var words = new string[count];
        for (var i = 0; i < count; i++)
        {
            words[i] = reader.ReadString();
        }

        var numbers = new sbyte[count * size];
        stream.ReadExactly(System.Runtime.InteropServices.MemoryMarshal.AsBytes(numbers.AsSpan()));
        return new WordVectors(words, numbers, size);
    }

    /// <summary>Writes the vectors.</summary>
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
        stream.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(_numbers.AsSpan()));
    }
}
