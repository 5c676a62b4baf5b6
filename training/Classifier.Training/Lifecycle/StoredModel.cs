using Classifier.Models;
using Classifier.Training.Lifecycle.Comparing;

namespace Classifier.Training.Lifecycle;

/// <summary>A version of a model as it stands in its folder; nothing of it is loaded.</summary>
/// <param name="Task">The task.</param>
/// <param name="Version">The version, the name of its folder.</param>
/// <param name="IsActive">Whether it serves.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="Bytes">The size of its zip and word vectors.</param>
/// <param name="Manifest">Its manifest; null where it cannot be read.</param>
/// <param name="Defect">Why the manifest cannot be read; null where it can.</param>
/// <param name="Comparison">How it fared against the model that it was last compared with; null for never, or for a comparison
/// of other files than now stand there.</param>
public sealed record StoredModel(
    string Task,
    string Version,
    bool IsActive,
    string Folder,
    long Bytes,
    ModelManifest? Manifest,
    string? Defect,
    ComparisonRecord? Comparison
)
{
    /// <summary>Reads what is known of a version.</summary>
    /// <param name="root">The models' root folder.</param>
    /// <param name="task">The task.</param>
    /// <param name="version">The version.</param>
    /// <exception cref="ModelException">There is no such version.</exception>
    public static StoredModel Read(string root, string task, string version)
    {
        var folder = ModelActivation.FolderOf(root, task, version);
        var bytes = new[] { ModelBundle.ZipName, ModelBundle.VectorsName }
            .Select(name => new FileInfo(Path.Combine(folder, name)))
            .Where(file => file.Exists)
            .Sum(file => file.Length);
        var isActive = ModelActivation.ActiveOf(root, task) == version;
        try
        {
            var manifest = ModelBundle.ReadManifest(folder);
            var comparison = ComparisonRecord.Read(folder);
            return new StoredModel(
                task,
                version,
                isActive,
                folder,
                bytes,
                manifest,
                null,
                comparison is not null && comparison.New.Is(manifest) ? comparison : null
            );
        }
        catch (ModelException e)
        {
            return new StoredModel(task, version, isActive, folder, bytes, null, e.Message, null);
        }
    }
}
