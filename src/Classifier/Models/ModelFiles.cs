using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Classifier.Features;

namespace Classifier.Models;

/// <summary>Reads and verifies the files in a model's folder.</summary>
internal static class ModelFiles
{
    /// <summary>The maximum size of all files in <c>model.zip</c>, in bytes.</summary>
    private const long MaxUnpackedBytes = 1L << 30;

    /// <summary>Reads and validates the manifest of a model.</summary>
    /// <exception cref="InvalidDataException">The manifest is damaged or has an unsupported format.</exception>
    public static ModelManifest ReadManifest(string folder)
    {
        var path = Path.Combine(folder, ModelBundle.ManifestName);
        var manifest =
            JsonSerializer.Deserialize(File.ReadAllBytes(path), ModelManifest.Json)
            ?? throw new InvalidDataException($"{ModelBundle.ManifestName} is empty.");
        if (manifest.Format != ModelManifest.CurrentFormat)
        {
            throw new InvalidDataException(
                $"{ModelBundle.ManifestName} has format version {manifest.Format}, but this program supports version {ModelManifest.CurrentFormat}."
            );
        }

        if (manifest.Task is not (ModelBundle.TopicTask or ModelBundle.ClickbaitTask))
        {
            throw new InvalidDataException(
                $"{ModelBundle.ManifestName} has the unknown task “{manifest.Task}”; expected {ModelBundle.TopicTask} or {ModelBundle.ClickbaitTask}."
            );
        }

        if (manifest.Labels.Count < (manifest.Task == ModelBundle.TopicTask ? 2 : 1))
        {
            throw new InvalidDataException(
                $"{ModelBundle.ManifestName} has {manifest.Labels.Count} labels, which is too few for the task {manifest.Task}."
            );
        }

        if (manifest.Labels.Any(string.IsNullOrEmpty))
        {
            throw new InvalidDataException($"{ModelBundle.ManifestName} has an empty label.");
        }

        if (manifest.Probes.Count == 0)
        {
            throw new InvalidDataException(
                $"{ModelBundle.ManifestName} has no probes, so the model cannot be verified."
            );
        }

        manifest.Reference?.Validate(manifest);
        return manifest;
    }

    /// <summary>Verifies the hashes of a model's files against its manifest. Files that only ML.NET needs may be missing if the program
    /// cannot read them.</summary>
    /// <exception cref="InvalidDataException">A hash differs.</exception>
    public static void VerifyHashes(string folder, ModelManifest manifest)
    {
        VerifySource(Path.Combine(folder, ModelBundle.ZipName), manifest.Sha256);
        if (manifest.VectorsSha256 is { } sha)
        {
            VerifySource(FindVectors(folder, sha), sha);
        }
    }

    private static void VerifySource(string path, string sha256)
    {
        if (ModelZip.IsSupported || File.Exists(path))
        {
            VerifyHash(path, sha256);
        }
    }

    /// <summary>Returns the path of a model's word vectors: those in its folder or, if it has none there, those of another model in
    /// the same root folder with the same hash. Packages contain vectors that models share only once.</summary>
    public static string FindVectors(string folder, string sha256)
    {
        var own = Path.Combine(folder, ModelBundle.VectorsName);
        if (File.Exists(own) || Directory.GetParent(Path.GetFullPath(folder))?.Parent is not { } root)
        {
            return own;
        }

        return
            root.EnumerateDirectories()
                .SelectMany(task => task.EnumerateDirectories())
                .Select(model => model.FullName)
                .FirstOrDefault(model =>
                    File.Exists(Path.Combine(model, ModelBundle.VectorsName))
                    && File.Exists(Path.Combine(model, ModelBundle.ManifestName))
                    && ReadManifest(model).VectorsSha256 == sha256
                )
                is { } other
            ? Path.Combine(other, ModelBundle.VectorsName)
            : own;
    }

    /// <summary>Verifies the hash of a file.</summary>
    /// <exception cref="InvalidDataException">The hash differs.</exception>
    public static void VerifyHash(string path, string sha256)
    {
        using var file = File.OpenRead(path);
        var found = Convert.ToHexStringLower(SHA256.HashData(file));
        if (found != sha256)
        {
            throw new InvalidDataException(
                $"{Path.GetFileName(path)} has SHA-256 {found}, but {ModelBundle.ManifestName} specifies {sha256}. "
                    + "One of the files was changed or copied incompletely."
            );
        }
    }

    /// <summary>Returns the ML.NET model, loaded and verified on first use.</summary>
    [RequiresDynamicCode(ModelZip.DynamicCode)]
    public static Lazy<ModelZip> OpenZip(string folder, ModelManifest manifest) =>
        new(() =>
        {
            // The file may have been replaced since the model was loaded.
            VerifyHash(Path.Combine(folder, ModelBundle.ZipName), manifest.Sha256);
            using var file = File.OpenRead(Path.Combine(folder, ModelBundle.ZipName));
            VerifyUnpackedSize(file);
            return new ModelZip(file);
        });

    private static void VerifyUnpackedSize(Stream zip)
    {
        using var archive = new ZipArchive(zip, ZipArchiveMode.Read, leaveOpen: true);
        if (archive.Entries.Sum(entry => entry.Length) > MaxUnpackedBytes)
        {
            throw new InvalidDataException(
                $"{ModelBundle.ZipName} contains more than {MaxUnpackedBytes} bytes, which no model needs."
            );
        }

        zip.Position = 0;
    }

    /// <summary>Returns the word vectors, loaded and verified on first use; null if the model has none.</summary>
    public static Lazy<WordVectors?> OpenVectors(string folder, ModelManifest manifest) =>
        new(() =>
        {
            if (manifest.VectorsSha256 is not { } sha)
            {
                return null;
            }

            var path = FindVectors(folder, sha);
            VerifyHash(path, sha);
            using var file = File.OpenRead(path);
            return WordVectors.Read(file);
        });
}
