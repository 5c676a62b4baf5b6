using System.Text.Json;
using Classifier.Models;
using Classifier.Training.Evaluation.Figures;

namespace Classifier.Training.Lifecycle.Comparing;

/// <summary>What a comparison found, as kept in the new model's folder: activation asks for it. It holds no headlines.</summary>
/// <param name="Task">The models' task.</param>
/// <param name="Old">The model that the new one was compared with.</param>
/// <param name="New">The new model.</param>
/// <param name="Data">The files of headlines, and how many of their rows were used.</param>
/// <param name="Headlines">How many headlines both were measured on.</param>
/// <param name="Seed">The seed of the bootstrap.</param>
/// <param name="Figures">The figures of both.</param>
/// <param name="Rules">What the new model had to show.</param>
/// <param name="Passed">Whether it did, on headlines of files that it did not learn from.</param>
public sealed record ComparisonRecord(
    string Task,
    ComparedModel Old,
    ComparedModel New,
    IReadOnlyList<TrainingFile> Data,
    int Headlines,
    int Seed,
    IReadOnlyList<FigureDifference> Figures,
    IReadOnlyList<string> Rules,
    bool Passed
)
{
    /// <summary>The name of the file in the new model's folder.</summary>
    public const string FileName = "comparison.json";

    private static readonly JsonSerializerOptions Json = new(ModelManifest.JsonOptions)
    {
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Reads the record in a model's folder.</summary>
    /// <returns>The record; null where there is none that can be read.</returns>
    public static ComparisonRecord? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            return File.Exists(path)
                ? JsonSerializer.Deserialize<ComparisonRecord>(File.ReadAllBytes(path), Json)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the record into the new model's folder.</summary>
    public void Write(string folder) =>
        AtomicFile.Write(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Json) + "\n");
}

/// <summary>A model that was compared, told by the hashes of what it scores with.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Sha256">The SHA-256 of its zip.</param>
/// <param name="VectorsSha256">The SHA-256 of its word vectors; null for none.</param>
/// <param name="Bytes">The size of zip and vectors.</param>
public sealed record ComparedModel(string Version, string Sha256, string? VectorsSha256, long Bytes)
{
    /// <summary>Whether this is the model with a manifest.</summary>
    public bool Is(ModelManifest manifest) => Sha256 == manifest.Sha256 && VectorsSha256 == manifest.VectorsSha256;
}

/// <summary>A figure of two models.</summary>
/// <param name="Name">One of <see cref="FigureNames"/>.</param>
/// <param name="Old">The old model's.</param>
/// <param name="New">The new model's.</param>
/// <param name="Difference">How much better the new one is: new minus old, for an error old minus new.</param>
/// <param name="Low">The lower end of the difference's 95 % interval, by <see cref="PairedBootstrap"/>.</param>
/// <param name="High">The upper end.</param>
public sealed record FigureDifference(string Name, double Old, double New, double Difference, double Low, double High);
