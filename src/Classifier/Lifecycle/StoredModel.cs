using System.Text.Json.Serialization;
using Classifier.Models;

namespace Classifier.Lifecycle;

/// <summary>Describes a stored version of a model without loading it.</summary>
/// <param name="Task">The task of the model.</param>
/// <param name="Version">The version, which is the name of the folder.</param>
/// <param name="IsActive">Whether this version is served.</param>
/// <param name="Folder">The path of the folder.</param>
/// <param name="Bytes">The size of the model's files, in bytes.</param>
/// <param name="Manifest">The manifest; null if it cannot be read.</param>
/// <param name="Defect">The reason why the manifest cannot be read; null if it can.</param>
/// <param name="Comparison">The last comparison with another model; null if there is none or the files have changed since.</param>
public sealed record StoredModel(
    string Task,
    string Version,
    bool IsActive,
    string Folder,
    long Bytes,
    [property: JsonIgnore] IModelManifest? Manifest,
    string? Defect,
    ComparisonRecord? Comparison
)
{
    /// <summary>Gets the manifest for JSON, with the properties of its kind.</summary>
    [JsonInclude]
    [JsonPropertyName("manifest")]
    internal object? KindManifest => Manifest;

    /// <summary>Gets the labels of the version, in alphabetic order.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Gets all comparisons of the model in its current state, oldest first.</summary>
    public IReadOnlyList<ComparisonRecord> Comparisons { get; init; } = [];

    /// <summary>Reads the descriptions of all versions.</summary>
    /// <param name="root">The root folder of the models.</param>
    /// <param name="kinds">The kinds of models.</param>
    /// <exception cref="ModelException">A version was removed meanwhile.</exception>
    public static IReadOnlyList<StoredModel> ReadAll(string root, IReadOnlyList<ModelKind> kinds) =>
        [
            .. kinds.SelectMany(kind =>
                ModelStore.Versions(root, kind.Task).Select(version => Read(root, kind, version))
            ),
        ];

    /// <summary>Reads the description of a version.</summary>
    /// <param name="root">The root folder of the models.</param>
    /// <param name="kind">The kind of the model.</param>
    /// <param name="version">The version.</param>
    /// <exception cref="ModelException">The version does not exist.</exception>
    public static StoredModel Read(string root, ModelKind kind, string version)
    {
        var task = kind.Task;
        var folder = ModelActivation.GetFolder(root, task, version);
        var bytes = kind.GetSize(folder);
        var isActive = ModelActivation.GetActiveVersion(root, task) == version;
        string[] labels =
        [
            .. ActiveFile
                .Read(Path.Combine(root, task))
                .Labels.Where(label => label.Value == version)
                .Select(label => label.Key)
                .Order(StringComparer.Ordinal),
        ];
        try
        {
            var manifest = kind.ReadManifest(folder);
            var comparison = ComparisonRecord.Read(folder);
            return new StoredModel(
                task,
                version,
                isActive,
                folder,
                bytes,
                manifest,
                null,
                comparison is not null && comparison.New.Matches(manifest) ? comparison : null
            )
            {
                Labels = labels,
                Comparisons = [.. ComparisonHistory.Read(folder).Records.Where(record => record.New.Matches(manifest))],
            };
        }
        catch (ModelException e)
        {
            return new StoredModel(task, version, isActive, folder, bytes, null, e.Message, null) { Labels = labels };
        }
    }
}
