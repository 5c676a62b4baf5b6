using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Classifier.Deduplication;
using Classifier.Text;
using Classifier.Training.Data;

namespace Classifier.Training.Recipes.Teaching;

/// <summary>
/// Provides the sentence encodings of titles: vectors of unit length, stored with 16 bits per component. A teacher is trained on
/// them and predicts the labels of unlabeled titles. Served models do not use them.
/// </summary>
public sealed class Encodings
{
    [ThreadStatic]
    private static TokenizedHeadline? _workspace;

    private readonly Dictionary<ulong, int> _rows = [];
    private readonly List<string> _titles = [];
    private readonly List<Half[]> _vectors = [];

    private Encodings(int size) => Size = size;

    /// <summary>Gets the number of components of an encoding.</summary>
    public int Size { get; }

    /// <summary>Gets the titles. No two titles have the same words.</summary>
    public IReadOnlyList<string> Titles => _titles;

    /// <summary>Reads a file of encodings.</summary>
    /// <param name="path">The path of a file written by <see cref="EncodingsWriter"/>.</param>
    /// <exception cref="TrainingDataException">The file is missing, truncated, or not a file of encodings.</exception>
    public static Encodings Read(string path)
    {
        try
        {
            using var file = new BufferedStream(File.OpenRead(path), 1 << 20);
            using var reader = new BinaryReader(file, Encoding.UTF8);
            if (reader.ReadUInt32() != EncodingsWriter.Magic)
            {
                throw new InvalidDataException("the file does not contain encodings.");
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
                $"{path}: cannot be read as encodings: {e.Message} Encode the titles again.",
                e
            );
        }
    }

    /// <summary>Finds the encoding of a title, or <see langword="null"/> if there is none.</summary>
    /// <param name="title">The title. Case and punctuation are ignored.</param>
    public float[]? Find(string title) => _rows.TryGetValue(ComputeKey(title), out var row) ? Get(row) : null;

    /// <summary>Returns the encoding of one of the <see cref="Titles"/>.</summary>
    /// <param name="row">The index of the title.</param>
    public float[] Get(int row) => [.. _vectors[row].Select(number => (float)number)];

    private static ulong ComputeKey(string title) => HeadlineKey.Compute(title, _workspace ??= new TokenizedHeadline());

    /// <summary>Computes the SHA-256 of all titles and encodings.</summary>
    public byte[] ComputeHash()
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
        if (!_rows.TryAdd(ComputeKey(title), _titles.Count))
        {
            return;
        }

        _titles.Add(title);
        _vectors.Add(vector);
    }
}
