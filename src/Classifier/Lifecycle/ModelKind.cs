using Classifier.Models;

namespace Classifier.Lifecycle;

/// <summary>Describes a kind of model, so that the versions of all kinds are listed, verified, and activated alike.</summary>
/// <param name="Task">The task, which is the name of the folder of the versions.</param>
/// <param name="ScoredTasks">The tasks in which a version must have passed a comparison before it is activated.</param>
/// <param name="Files">The names of the files that a version consists of, beside its manifest.</param>
/// <param name="ReadManifest">Reads the manifest of the version in a folder without verifying its files. Throws a
/// <see cref="ModelException"/> if it cannot be read.</param>
/// <param name="Verify">Loads the version in a folder, which compares its hashes and the scores of its probes, and returns its
/// manifest. Throws a <see cref="ModelException"/> if it cannot be used.</param>
public sealed record ModelKind(
    string Task,
    IReadOnlyList<string> ScoredTasks,
    IReadOnlyList<string> Files,
    Func<string, IModelManifest> ReadManifest,
    Func<string, IModelManifest> Verify
)
{
    /// <summary>Gets the kinds of fast models.</summary>
    public static IReadOnlyList<ModelKind> Fast { get; } = [.. ModelBundle.Tasks.Select(CreateFast)];

    /// <summary>Determines the size of a version.</summary>
    /// <param name="folder">The folder of the version.</param>
    /// <returns>The size of its <see cref="Files"/> in bytes.</returns>
    internal long GetSize(string folder) =>
        Files
            .Select(name => new FileInfo(Path.Combine(folder, name)))
            .Where(file => file.Exists)
            .Sum(file => file.Length);

    private static ModelKind CreateFast(string task) =>
        new(
            task,
            [task],
            [ModelBundle.ZipName, ModelBundle.VectorsName],
            ModelBundle.ReadManifest,
            folder =>
            {
                var manifest = ModelBundle.Read(folder).Manifest;
                return manifest.Task == task
                    ? manifest
                    : throw new ModelException($"{folder} contains a {manifest.Task} model; expected a {task} model.");
            }
        );
}
