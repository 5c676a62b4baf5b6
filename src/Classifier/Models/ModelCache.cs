using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Classifier.Features;
using Classifier.Scoring;

namespace Classifier.Models;

/// <summary>
/// Caches the arrays of a loaded model in a file next to the model's zip, so that the next start needs no ML.NET. The
/// zip remains the source of truth: the cache stores the hashes of its sources and its own hash, and is rewritten if it
/// is outdated or damaged. If it cannot be written, the model is used without a cache.
/// </summary>
internal static class ModelCache
{
    /// <summary>The format version; incremented whenever the layout of the same model changes.</summary>
    private const int FormatVersion = 2;

    /// <summary>Reads the cache of a model.</summary>
    /// <param name="folder">The folder of the model.</param>
    /// <param name="manifest">The manifest of the model, whose hashes have been verified.</param>
    /// <param name="vectors">The word vectors, loaded on first use; scoring does not need them.</param>
    /// <returns>The featurizer and the scorer, or null if there is no valid cache.</returns>
    public static (Featurizer Featurizer, Scorer Scorer)? Read(
        string folder,
        ModelManifest manifest,
        Lazy<WordVectors?> vectors
    )
    {
        try
        {
            using var file = File.OpenRead(Path.Combine(folder, ModelBundle.CacheName));
            if (!HasValidHash(file))
            {
                return null;
            }

            file.Position = 0;
            using var reader = new BinaryReader(file, Encoding.UTF8, leaveOpen: true);
            if (reader.ReadString() != DescribeSources(manifest))
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

    /// <summary>Writes the cache atomically. Errors are ignored.</summary>
    public static void Write(string folder, ModelManifest manifest, Featurizer featurizer, Scorer scorer)
    {
        var temporary = Path.Combine(folder, $".{ModelBundle.CacheName}.{Guid.NewGuid():N}.tmp");
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite))
            {
                using (var writer = new BinaryWriter(file, Encoding.UTF8, leaveOpen: true))
                {
                    writer.Write(DescribeSources(manifest));
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
            // Without a cache the next start is slower, but works.
            TryDelete(temporary);
        }
    }

    /// <summary>Writes the length and the raw memory of an array.</summary>
    public static void WriteArray<T>(this BinaryWriter writer, ReadOnlySpan<T> numbers)
        where T : unmanaged
    {
        writer.Write(numbers.Length);
        writer.Write(MemoryMarshal.AsBytes(numbers));
    }

    /// <summary>Reads an array written by <see cref="WriteArray"/>.</summary>
    public static T[] ReadArray<T>(this BinaryReader reader)
        where T : unmanaged
    {
        var numbers = GC.AllocateUninitializedArray<T>(reader.ReadInt32());
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return numbers;
    }

    /// <summary>Describes the sources of a cache and the byte order of its arrays.</summary>
    private static string DescribeSources(ModelManifest manifest) =>
        $"flat {FormatVersion} {(BitConverter.IsLittleEndian ? "little" : "big")}-endian {manifest.Task} {manifest.Sha256} "
        + $"{manifest.VectorsSha256} {manifest.Labels.Count} {manifest.Features}";

    private static bool HasValidHash(FileStream file)
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

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The temporary file is left behind if the folder is not writable.
        }
    }
}
