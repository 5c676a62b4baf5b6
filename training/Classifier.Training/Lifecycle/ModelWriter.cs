using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Classifier.Features;
using Classifier.Models;
using Classifier.Training.Evaluation;
using Classifier.Training.Recipes;
using Microsoft.ML;

namespace Classifier.Training.Lifecycle;

/// <summary>Writes a model's folder whole: into a temporary folder beside it, read back and checked, then renamed, so that
/// a bad model never replaces a good one.</summary>
public static class ModelWriter
{
    internal const string CardName = "README.md";

    /// <summary>Hand-written headlines that every model must score, when it is loaded, as it did when it was written.</summary>
    private static readonly string[] Probes =
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

    /// <summary>Checks that a model may be written to a folder, before the work of training one.</summary>
    /// <param name="folder">The folder; it need not be there.</param>
    /// <returns>Its full path.</returns>
    /// <exception cref="ModelException">There is something else than a model, or nothing can be written.</exception>
    public static string Check(string folder)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var isOther =
            File.Exists(folder)
            || (
                Directory.Exists(folder)
                && Directory.EnumerateFileSystemEntries(folder).Any()
                && !File.Exists(Path.Combine(folder, ModelBundle.ManifestName))
            );
        if (isOther)
        {
            throw new ModelException($"{folder} is there and holds no model; name another folder for the new one.");
        }

        try
        {
            var above = Path.GetDirectoryName(folder);
            while (above is not null && !Directory.Exists(above))
            {
                if (File.Exists(above))
                {
                    throw new IOException($"{above} is a file.");
                }

                above = Path.GetDirectoryName(above);
            }

            Directory.Delete(
                Directory.CreateDirectory(Path.Combine(above ?? folder, $".{Guid.NewGuid():N}.tmp")).FullName
            );
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{folder} cannot be written: {e.Message}", e);
        }
    }

    /// <summary>Writes a model.</summary>
    /// <param name="folder">The folder; if it is there, it is replaced once the new model has been checked.</param>
    /// <param name="context">Where the model lives.</param>
    /// <param name="model">The model.</param>
    /// <param name="view">A view with the model's input columns.</param>
    /// <param name="featurizer">The featurizer that it was trained with.</param>
    /// <param name="manifest">Its manifest; hashes and probes are filled in here.</param>
    /// <param name="cardOf">Writes the model card.</param>
    /// <exception cref="ModelException">What was written does not read back; nothing was replaced.</exception>
    public static ModelManifest Write(
        string folder,
        MLContext context,
        ITransformer model,
        IDataView view,
        Featurizer featurizer,
        ModelManifest manifest,
        Func<ModelManifest, string> cardOf
    )
    {
        folder = Check(folder);
        var temporary = Beside(folder);
        Directory.CreateDirectory(temporary);
        try
        {
            manifest = manifest with
            {
                Sha256 = WriteZip(Path.Combine(temporary, ModelBundle.ZipName), context, model, view),
                VectorsSha256 = WriteVectors(Path.Combine(temporary, ModelBundle.VectorsName), featurizer),
            };
            var unprobed = ModelBundle.ReadUnchecked(temporary, manifest);
            var scores = unprobed.Predict(Probes);
            manifest = manifest with { Probes = [.. Probes.Select((headline, i) => new Probe(headline, scores[i]))] };
            File.WriteAllText(
                Path.Combine(temporary, ModelBundle.ManifestName),
                JsonSerializer.Serialize(manifest, ModelManifest.JsonOptions) + "\n"
            );
            File.WriteAllText(Path.Combine(temporary, CardName), cardOf(manifest));
            _ = ModelBundle.Read(temporary, useCache: false);
            Replace(folder, temporary);
            return manifest;
        }
        finally
        {
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }
        }
    }

    /// <summary>How many bytes a model's zip and word vectors take.</summary>
    /// <param name="fitted">The model; nothing is written.</param>
    public static long Measure(FittedModel fitted)
    {
        using MemoryStream zip = new(),
            vectors = new();
        WriteZip(zip, fitted.Context, fitted.Model, fitted.View);
        fitted.Featurizer.Vectors?.Write(vectors);
        return zip.Length + vectors.Length;
    }

    /// <summary>Changes what a manifest says of thresholds; the model itself, its hashes and probes stay.</summary>
    /// <param name="folder">The model's folder.</param>
    /// <param name="change">Makes the new manifest of the old one.</param>
    /// <exception cref="ModelException">The model cannot be read; nothing was changed.</exception>
    public static ModelManifest Change(string folder, Func<ModelManifest, ModelManifest> change)
    {
        var manifest = change(ModelBundle.Read(folder).Manifest);
        AtomicFile.Write(
            Path.Combine(folder, ModelBundle.ManifestName),
            JsonSerializer.Serialize(manifest, ModelManifest.JsonOptions) + "\n"
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

        var old = Beside(folder);
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

    /// <summary>A new name in the same folder, on the same disk, that sorts before all versions.</summary>
    private static string Beside(string folder) =>
        Path.Combine(Path.GetDirectoryName(folder) ?? folder, $".{Path.GetFileName(folder)}.{Guid.NewGuid():N}.tmp");

    /// <summary>Writes ML.NET's zip once more with fixed times, so that the same model gives the same bytes.</summary>
    private static string WriteZip(string path, MLContext context, ITransformer model, IDataView view)
    {
        using (var file = new FileStream(path, FileMode.CreateNew))
        {
            WriteZip(file, context, model, view);
        }

        return Hash(path);
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

        return Hash(path);
    }

    private static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
