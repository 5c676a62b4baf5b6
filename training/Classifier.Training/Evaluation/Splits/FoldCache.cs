using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Classifier.Models;
using Classifier.Training.Evaluation.Predictions;
using Classifier.Training.Recipes;

namespace Classifier.Training.Evaluation.Splits;

/// <summary>Stores the scores of finished folds, so that an interrupted evaluation can be resumed.</summary>
/// <param name="folder">The cache folder; null to disable the cache.</param>
/// <param name="acceptAnyBuild">Whether to accept scores of other builds of this program.</param>
public sealed class FoldCache(string? folder, bool acceptAnyBuild)
{
    /// <summary>Identifies the build of the feature and training code, since another build may fit a different model.</summary>
    private static readonly string Build =
        $"{typeof(ModelBundle).Module.ModuleVersionId:N}{typeof(FoldCache).Module.ModuleVersionId:N}";

    /// <summary>Returns the cached scores of a fold, or computes and stores them.</summary>
    /// <param name="name">The file name of the cache entry, without extension.</param>
    /// <param name="fold">The training and test headlines.</param>
    /// <param name="recipe">The recipe by which the model is fitted.</param>
    /// <param name="run">Computes the scores.</param>
    internal ScoredHeadlines GetOrAdd(string name, Fold fold, Recipe recipe, Func<ScoredHeadlines> run)
    {
        if (folder is null)
        {
            return run();
        }

        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{name}.json");
        var key = ComputeKey(fold, recipe);
        if (Read(path) is { } entry && entry.Key == key && (acceptAnyBuild || entry.Build == Build))
        {
            return new ScoredHeadlines(
                recipe.Task,
                entry.Labels,
                fold.Test,
                [.. entry.Scores.Select(variant => ToRows(variant, entry.Labels.Count))]
            );
        }

        var scored = run();
        AtomicFile.Write(
            path,
            JsonSerializer.Serialize(
                new Entry(
                    key,
                    Build,
                    scored.Labels,
                    [
                        .. scored.Scores.Select(variant =>
                            MemoryMarshal.AsBytes(variant.SelectMany(row => row).ToArray().AsSpan()).ToArray()
                        ),
                    ]
                )
            )
        );
        return scored;
    }

    private static Entry? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<Entry>(File.ReadAllBytes(path)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static List<float[]> ToRows(byte[] bytes, int labels) =>
        [.. MemoryMarshal.Cast<byte, float>(bytes).ToArray().Chunk(labels)];

    private static string ComputeKey(Fold fold, Recipe recipe)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text) => hash.AppendData(MemoryMarshal.AsBytes((text + "\0").AsSpan()));
        foreach (var (headline, _) in fold.Train.Headlines)
        {
            Add($"{headline.Text}\t{headline.Topic}\t{headline.Bait}\t{headline.Weight}\t{headline.Origin}");
        }

        Add("no topic");
        foreach (var text in fold.Train.WithoutTopic)
        {
            Add(text);
        }

        Add("test");
        foreach (var headline in fold.Test)
        {
            Add(headline.Text);
        }

        Add(string.Create(CultureInfo.InvariantCulture, $"{recipe.Task} {recipe.Seed}"));
        if (recipe.Vectors is { } vectors)
        {
            using var bytes = new MemoryStream();
            vectors.Write(bytes);
            hash.AppendData(bytes.ToArray());
        }

        hash.AppendData(recipe.Answers?.ComputeHash() ?? []);

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private sealed record Entry(string Key, string Build, IReadOnlyList<string> Labels, IReadOnlyList<byte[]> Scores);
}
