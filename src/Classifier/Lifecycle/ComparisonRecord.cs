using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Classifier.Models;

namespace Classifier.Lifecycle;

/// <summary>Represents the result of a comparison, stored in the folder of the new model and required for its activation. It
/// contains no headlines.</summary>
/// <param name="Task">The task in which the models were compared.</param>
/// <param name="Old">The old model.</param>
/// <param name="New">The new model.</param>
/// <param name="Data">The data files and the number of rows used of each.</param>
/// <param name="Headlines">The number of headlines on which both models were measured.</param>
/// <param name="Seed">The random seed of the bootstrap.</param>
/// <param name="Figures">The figures of both models.</param>
/// <param name="Rules">The rules that the new model had to satisfy.</param>
/// <param name="Passed">Whether it satisfied them on data that it was not trained on.</param>
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
    /// <summary>Gets the reasons why the new model failed, in words; empty if it passed.</summary>
    public IReadOnlyList<string> Problems
    {
        get;
        init => field = value ?? []; // older records have none
    } = [];

    /// <summary>The name of the file in the folder of the new model.</summary>
    internal const string FileName = "comparison.json";

    private static readonly JsonTypeInfo<ComparisonRecord> Json = new LibraryJson(
        new(ModelManifest.JsonOptions) { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals }
    ).ComparisonRecord;

    /// <summary>Reads the record from a model folder.</summary>
    /// <returns>The record; null if the folder contains no valid record.</returns>
    public static ComparisonRecord? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), Json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the record to the folder of the new model, as its latest comparison and to its
    /// <see cref="ComparisonHistory"/>.</summary>
    public void Write(string folder)
    {
        ComparisonHistory.Append(folder, this);
        AtomicFile.Write(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Json) + "\n");
    }

    /// <summary>Gets a short description of the result.</summary>
    [JsonIgnore]
    public string Summary =>
        $"{(Passed ? "passed" : "failed")} on {string.Join(", ", Data.Select(file => file.Name))} "
        + $"({Headlines:N0} headline{(Headlines == 1 ? "" : "s")}; {string.Join(" and ", Rules)})";
}
