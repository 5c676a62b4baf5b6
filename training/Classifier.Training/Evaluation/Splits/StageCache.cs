using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Classifier.Models;
using Classifier.Training.Recipes;

namespace Classifier.Training.Evaluation.Splits;

/// <summary>Keeps what each finished fold scored, so that an evaluation that was broken off goes on where it was.</summary>
/// <param name="folder">Where to keep it; null to keep nothing.</param>
/// <param name="anyBuild">Whether to take what an earlier build of this program scored.</param>
public sealed class StageCache(string? folder, bool anyBuild)
{
    /// <summary>The builds of feature and training code: another build may fit another model.</summary>
    private static readonly string Build =
        $"{typeof(ModelBundle).Module.ModuleVersionId:N}{typeof(StageCache).Module.ModuleVersionId:N}";

    /// <summary>Gives the scores of a stage, from its file if that fits.</summary>
    /// <param name="name">The stage's name.</param>
    /// <param name="fold">What it learns from and is measured on.</param>
    /// <param name="recipe">How it learns.</param>
    /// <param name="run">Does the stage.</param>
    public ScoredHeadlines Get(string name, Fold fold, Recipe recipe, Func<ScoredHeadlines> run)
    {
        if (folder is null)
        {
            return run();
        }

        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{name}.json");
        var key = Key(fold, recipe);
        if (Read(path) is { } stage && stage.Key == key && (anyBuild || stage.Build == Build))
        {
            return new ScoredHeadlines(
                recipe.Task,
                stage.Labels,
                fold.Test,
                [.. stage.Scores.Select(variant => Rows(variant, stage.Labels.Count))]
            );
        }

        var scored = run();
        AtomicFile.Write(
            path,
            JsonSerializer.Serialize(
                new Stage(
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

    private static Stage? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<Stage>(File.ReadAllBytes(path)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static List<float[]> Rows(byte[] bytes, int labels) =>
        [.. MemoryMarshal.Cast<byte, float>(bytes).ToArray().Chunk(labels)];

    private static string Key(Fold fold, Recipe recipe)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text) => hash.AppendData(MemoryMarshal.AsBytes((text + "\0").AsSpan()));
        foreach (var (headline, _) in fold.Learning.Headlines)
        {
            Add($"{headline.Text}\t{headline.Topic}\t{headline.Bait}\t{headline.Weight}\t{headline.Origin}");
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

        if (recipe.Encodings is { } encodings)
        {
            foreach (var title in encodings.Titles)
            {
                Add(title);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private sealed record Stage(string Key, string Build, IReadOnlyList<string> Labels, IReadOnlyList<byte[]> Scores);
}
