using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Classifier.Features;
using Classifier.Scoring;

namespace Classifier.Models;

/// <summary>
/// A flat copy of a model's zip and vectors as the scorer holds them, beside the zip, so that the next start needs no ML.NET. The
/// zip stays the source of truth: the copy names the hashes of what it was made from and ends with its own, and one that does
/// not fit, or is broken, is made anew. Where it cannot be written, scoring goes on without.
/// </summary>
internal static class ModelCache
{
    /// <summary>Raised whenever the same model is laid out otherwise.</summary>
    private const int Format = 2;

    /// <summary>Reads the copy.</summary>
    /// <param name="folder">The model's folder.</param>
    /// <param name="manifest">The model's manifest, whose hashes have been checked.</param>
    /// <param name="vectors">Reads the word vectors, which scoring does not need.</param>
    /// <returns>The featurizer and the scorer; null when there is no copy that fits.</returns>
    public static (Featurizer Featurizer, Scorer Scorer)? Read(
        string folder,
        ModelManifest manifest,
        Lazy<WordVectors?> vectors
    )
    {
        try
        {
            using var file = File.OpenRead(Path.Combine(folder, ModelBundle.CacheName));
            if (!EndsWithItsHash(file))
            {
                return null;
            }

            file.Position = 0;
            using var reader = new BinaryReader(file, Encoding.UTF8, leaveOpen: true);
            if (reader.ReadString() != SourceOf(manifest))
            {
                return null;
            }

            var featurizer = new Featurizer(manifest.Features, Vocabulary.ReadFrom(reader), vectors);
            return (featurizer, Scorer.ReadFrom(reader, featurizer, manifest));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes the copy, whole or not at all.</summary>
    public static void Write(string folder, ModelManifest manifest, Featurizer featurizer, Scorer scorer)
    {
        var temporary = Path.Combine(folder, $".{ModelBundle.CacheName}.{Guid.NewGuid():N}.tmp");
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite))
            {
                using (var writer = new BinaryWriter(file, Encoding.UTF8, leaveOpen: true))
                {
                    writer.Write(SourceOf(manifest));
                    featurizer.Vocabulary.WriteTo(writer);
                    scorer.WriteTo(writer);
                }

                file.Position = 0;
                var hash = SHA256.HashData(file);
                file.Write(hash);
            }

            File.Move(temporary, Path.Combine(folder, ModelBundle.CacheName), overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be written costs time at each start, and nothing else.
            Remove(temporary);
        }
    }

    /// <summary>Writes numbers as they lie in memory.</summary>
    public static void WriteArray<T>(this BinaryWriter writer, ReadOnlySpan<T> numbers)
        where T : unmanaged
    {
        writer.Write(numbers.Length);
        writer.Write(MemoryMarshal.AsBytes(numbers));
    }

    /// <summary>Reads what <see cref="WriteArray"/> wrote.</summary>
    public static T[] ReadArray<T>(this BinaryReader reader)
        where T : unmanaged
    {
        var numbers = GC.AllocateUninitializedArray<T>(reader.ReadInt32());
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return numbers;
    }

    /// <summary>What a copy is made of, in words; how numbers lie in memory is part of it.</summary>
    private static string SourceOf(ModelManifest manifest) =>
        $"flat {Format} {(BitConverter.IsLittleEndian ? "little" : "big")}-endian {manifest.Task} {manifest.Sha256} "
        + $"{manifest.VectorsSha256} {manifest.Labels.Count} {manifest.Features}";

    private static bool EndsWithItsHash(FileStream file)
    {
        var length = file.Length - SHA256.HashSizeInBytes;
        if (length < 0)
        {
            return false;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        while (file.Position < length)
        {
            var read = file.Read(buffer, 0, (int)Math.Min(buffer.Length, length - file.Position));
            if (read == 0)
            {
                return false;
            }

            hash.AppendData(buffer, 0, read);
        }

        file.ReadExactly(buffer, 0, SHA256.HashSizeInBytes);
        return hash.GetHashAndReset().AsSpan().SequenceEqual(buffer.AsSpan(0, SHA256.HashSizeInBytes));
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What cannot be written cannot be removed either.
        }
    }
}
