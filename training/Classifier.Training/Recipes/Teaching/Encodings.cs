using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Classifier.Deduplication;
using Classifier.Text;
using Classifier.Training.Data;

namespace Classifier.Training.Recipes.Teaching;

/// <summary>
/// Titles and what a sentence encoder made of each: a vector of unit length, kept in 16 bits a number. A teacher learns from
/// them and answers for titles that nobody labeled; models that serve never see them.
/// </summary>
public sealed class Encodings
{
    [ThreadStatic]
    private static TokenizedHeadline? _workspace;

    private readonly Dictionary<ulong, int> _rows = [];
    private readonly List<string> _titles = [];
    private readonly List<Half[]> _vectors = [];

    private Encodings(int size) => Size = size;

    /// <summary>How many numbers an encoding has.</summary>
    public int Size { get; }

    /// <summary>The titles, no two of the same words.</summary>
    public IReadOnlyList<string> Titles => _titles;

    /// <summary>Reads a file of encodings.</summary>
    /// <param name="path">A file that <see cref="EncodingsWriter"/> wrote to its end.</param>
    /// <exception cref="TrainingDataException">The file is missing, something else, or not whole.</exception>
    public static Encodings Read(string path)
    {
        try
        {
            using var file = new BufferedStream(File.OpenRead(path), 1 << 20);
            using var reader = new BinaryReader(file, Encoding.UTF8);
            if (reader.ReadUInt32() != EncodingsWriter.Magic)
            {
                throw new InvalidDataException("this is not a file of encodings.");
            }

            var encodings = new Encodings(reader.ReadInt32());
            while (file.Position < file.Length)
            {
                var title = reader.ReadString();
                var vector = new Half[encodings.Size];
                file.ReadExactly(MemoryMarshal.AsBytes(vector.AsSpan()));
                encodings.Add(title, vector);
            }

            return encodings;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or FormatException)
        {
            throw new TrainingDataException(
                $"{path}: not readable as encodings: {e.Message} Encode the titles again.",
                e
            );
        }
    }

    /// <summary>The encoding of a title, or null when it was not encoded.</summary>
    /// <param name="title">A title; case and punctuation do not count.</param>
    public float[]? Of(string title) => _rows.TryGetValue(Key(title), out var row) ? At(row) : null;

    /// <summary>The encoding of one of <see cref="Titles"/>.</summary>
    /// <param name="row">Its place there.</param>
    public float[] At(int row) => [.. _vectors[row].Select(number => (float)number)];

    private static ulong Key(string title) => HeadlineKey.Compute(title, _workspace ??= new TokenizedHeadline());

    /// <summary>The SHA-256 of all titles and encodings.</summary>
    public byte[] Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (row, title) in _titles.Index())
        {
            hash.AppendData(Encoding.UTF8.GetBytes(title));
            hash.AppendData(MemoryMarshal.AsBytes(_vectors[row].AsSpan()));
        }

        return hash.GetHashAndReset();
    }

    private void Add(string title, Half[] vector)
    {
        if (!_rows.TryAdd(Key(title), _titles.Count))
        {
            return;
        }

        _titles.Add(title);
        _vectors.Add(vector);
    }
}
