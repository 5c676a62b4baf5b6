using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Classifier.Features;
using Classifier.Models;
using Classifier.Training.Evaluation;
using Classifier.Training.Recipes;
using Microsoft.ML;

namespace Classifier.Training.Lifecycle;

/// <summary>Writes model folders atomically: the model is written to a temporary sibling folder, read back and verified, and then
/// renamed.</summary>
public static class ModelWriter
{
    internal const string CardName = "README.md";

    /// <summary>Gets the headlines whose scores are stored in the manifest. A loaded model must reproduce them.</summary>
    internal static IReadOnlyList<string> Probes { get; } =
    [
        "You won't believe what this goalkeeper did after the final whistle",
        "Central bank keeps interest rates unchanged for a third month",
        "23 things only night-shift nurses understand",
        "Two killed as bus overturns on mountain road",
        "Here’s why your morning coffee could be about to change forever",
        "PARLIAMENT PASSES NEW DATA PROTECTION LAW",
        "teachers' union calls strike over pay in three states",
        "Telescope finds water vapour around distant planet",
        "Heavy rain and 90 km/h winds forecast for the coast on Friday",
        "What the bishop said next left everyone in tears!",
        "Ceasefire talks resume as shelling continues near the border",
        "How to renew your passport online",
        "Café owner wins ‘best pie’ prize for 5th time…",
        "¿?",
    ];

    /// <summary>Verifies that a model can be written to a folder, so that a failure is reported before training.</summary>
    /// <param name="folder">The folder; it does not need to exist.</param>
    /// <returns>The full path of the folder.</returns>
    /// <exception cref="ModelException">The folder contains something other than a model, or is not writable.</exception>
    public static string EnsureWritable(string folder)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var isOccupied =
            File.Exists(folder)
            || (
                Directory.Exists(folder)
                && Directory.EnumerateFileSystemEntries(folder).Any()
                && !File.Exists(Path.Combine(folder, ModelBundle.ManifestName))
            );
        if (isOccupied)
        {
            throw new ModelException($"{folder} exists and does not contain a model. Choose another output folder.");
        }

        var parent = Path.GetDirectoryName(folder) ?? folder;
        while (!Directory.Exists(parent))
        {
            if (File.Exists(parent))
            {
                throw new ModelException($"Cannot write to {folder}: {parent} is a file.");
            }

            parent = Path.GetDirectoryName(parent) ?? parent;
        }

        try
        {
            Directory.Delete(Directory.CreateDirectory(Path.Combine(parent, $".{Guid.NewGuid():N}.tmp")).FullName);
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"Cannot write to {folder}: no folder can be created in {parent}.", e);
        }
    }

    /// <summary>Writes a model folder.</summary>
    /// <param name="folder">The folder. An existing model is replaced after the new one has been verified.</param>
    /// <param name="context">The ML.NET context of the model.</param>
    /// <param name="model">The model.</param>
    /// <param name="view">A data view with the input columns of the model.</param>
    /// <param name="featurizer">The featurizer with which the model was trained.</param>
    /// <param name="manifest">The manifest; hashes and probes are filled in by this method.</param>
    /// <param name="createCard">Creates the text of the model card.</param>
    /// <returns>The completed manifest.</returns>
    /// <exception cref="ModelException">The written model cannot be read back. An existing model was not replaced.</exception>
    internal static ModelManifest Write(
        string folder,
        MLContext context,
        ITransformer model,
        IDataView view,
        Featurizer featurizer,
        ModelManifest manifest,
        Func<ModelManifest, string> createCard
    )
    {
        folder = EnsureWritable(folder);
        WriteFolder(
            folder,
            temporary =>
            {
                manifest = manifest with
                {
                    Sha256 = WriteZip(Path.Combine(temporary, ModelBundle.ZipName), context, model, view),
                    VectorsSha256 = WriteVectors(Path.Combine(temporary, ModelBundle.VectorsName), featurizer),
                };
                var unverified = ModelBundle.ReadUnchecked(temporary, manifest);
                var scores = unverified.Predict(Probes);
                manifest = manifest with
                {
                    Probes = [.. Probes.Select((headline, i) => new Probe(headline, scores[i]))],
                };
                File.WriteAllText(
                    Path.Combine(temporary, ModelBundle.ManifestName),
                    JsonSerializer.Serialize(manifest, ModelManifest.Json) + "\n"
                );
                File.WriteAllText(Path.Combine(temporary, CardName), createCard(manifest));
                _ = ModelBundle.Read(temporary, useCache: false);
            }
        );
        return manifest;
    }

    /// <summary>Writes the files of a folder to a temporary sibling folder, and renames it if that succeeds.</summary>
    /// <param name="folder">The folder. An existing one is replaced.</param>
    /// <param name="write">Writes the files to the folder that is passed to it, and verifies them.</param>
    internal static void WriteFolder(string folder, Action<string> write)
    {
        var temporary = CreateSiblingPath(folder);
        Directory.CreateDirectory(temporary);
        try
        {
            write(temporary);
            Replace(folder, temporary);
        }
        finally
        {
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }
        }
    }

    /// <summary>Returns the size of the zip and the word vectors of a model, in bytes.</summary>
    /// <param name="fitted">The model. Nothing is written to disk.</param>
    internal static long MeasureSize(FittedModel fitted)
    {
        using MemoryStream zip = new(),
            vectors = new();
        WriteZip(zip, fitted.Context, fitted.Model, fitted.View);
        fitted.Featurizer.Vectors?.Write(vectors);
        return zip.Length + vectors.Length;
    }

    /// <summary>Updates the manifest of a model and its card. The model itself is not changed.</summary>
    /// <param name="folder">The model folder.</param>
    /// <param name="update">Returns the new manifest for the current one.</param>
    /// <returns>The new manifest.</returns>
    /// <exception cref="ModelException">The model cannot be read. Nothing was changed.</exception>
    public static ModelManifest UpdateManifest(string folder, Func<ModelManifest, ModelManifest> update)
    {
        var manifest = update(ModelBundle.Read(folder).Manifest);
        AtomicFile.Write(
            Path.Combine(folder, ModelBundle.ManifestName),
            JsonSerializer.Serialize(manifest, ModelManifest.Json) + "\n"
        );
        AtomicFile.Write(
            Path.Combine(folder, CardName),
            ModelCard.Write(manifest, ModelEvaluation.Read(folder, manifest))
        );
        return manifest;
    }

    private static void Replace(string folder, string temporary)
    {
        if (!Directory.Exists(folder))
        {
            Directory.Move(temporary, folder);
            return;
        }

        var old = CreateSiblingPath(folder);
        Directory.Move(folder, old);
        try
        {
            Directory.Move(temporary, folder);
        }
        catch
        {
            Directory.Move(old, folder);
            throw;
        }

        Directory.Delete(old, recursive: true);
    }

    /// <summary>Returns an unused path in the same folder, and so on the same disk, that sorts before all versions.</summary>
    private static string CreateSiblingPath(string folder) =>
        Path.Combine(Path.GetDirectoryName(folder) ?? folder, $".{Path.GetFileName(folder)}.{Guid.NewGuid():N}.tmp");

    /// <summary>Writes the zip of ML.NET with fixed timestamps and entry order, so that equal models have equal bytes.</summary>
    private static string WriteZip(string path, MLContext context, ITransformer model, IDataView view)
    {
        using (var file = new FileStream(path, FileMode.CreateNew))
        {
            WriteZip(file, context, model, view);
        }

        return ComputeHash(path);
    }

    private static void WriteZip(Stream stream, MLContext context, ITransformer model, IDataView view)
    {
        using var original = new MemoryStream();
        context.Model.Save(model, view.Schema, original);
        original.Position = 0;
        using (var from = new ZipArchive(original, ZipArchiveMode.Read))
        using (var to = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in from.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal))
            {
                var copy = to.CreateEntry(entry.FullName, CompressionLevel.SmallestSize);
                copy.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var source = entry.Open();
                using var target = copy.Open();
                source.CopyTo(target);
            }
        }
    }

    private static string? WriteVectors(string path, Featurizer featurizer)
    {
        if (featurizer.Vectors is not { } vectors)
        {
            return null;
        }

        using (var file = File.Create(path))
        {
            vectors.Write(file);
        }

        return ComputeHash(path);
    }

    private static string ComputeHash(string path) =>
        Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
