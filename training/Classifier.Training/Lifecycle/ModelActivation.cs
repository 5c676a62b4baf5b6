using Classifier.Models;
using Classifier.Training.Lifecycle.Comparing;

namespace Classifier.Training.Lifecycle;

/// <summary>Activates and rolls back model versions, with checks that prevent a worse model from being served.</summary>
public static class ModelActivation
{
    /// <summary>Activates a version. It must load and reproduce the scores of its probes, and it must have passed a comparison with
    /// the active version.</summary>
    /// <param name="root">The root folder of the models.</param>
    /// <param name="task">The task.</param>
    /// <param name="version">The version.</param>
    /// <param name="force">Whether to skip the check of the comparison. A model that cannot be loaded is refused in any case.</param>
    /// <returns>The version that was active before; null if there was none.</returns>
    /// <exception cref="ModelException">The version is refused. The message contains the reason and the remedy.</exception>
    public static string? Activate(string root, string task, string version, bool force)
    {
        var folder = GetFolder(root, task, version);
        var model = ReadModel(folder, task);
        var previous = GetActiveVersion(root, task);
        if (previous is not null && previous != version && !force)
        {
            CheckComparison(Path.Combine(root, task, previous), folder, model);
        }

        ActiveVersion.Set(Path.Combine(root, task), version, previous);
        return previous;
    }

    /// <summary>Reactivates the previously active version.</summary>
    /// <param name="root">The root folder of the models.</param>
    /// <param name="task">The task.</param>
    /// <returns>The reactivated version.</returns>
    /// <exception cref="ModelException">There is no previous version, or it is missing or invalid.</exception>
    public static string RollBack(string root, string task)
    {
        var versions = ActiveVersion.Read(Path.Combine(root, task));
        if (versions.Count > 1)
        {
            ReadModel(GetFolder(root, task, versions[1]), task);
        }

        return ActiveVersion.RollBack(Path.Combine(root, task));
    }

    /// <summary>Pins the version that is currently served before a new version is written. Without an explicit active version, the
    /// newest one is served.</summary>
    /// <param name="output">The folder of the new version.</param>
    /// <param name="task">The task.</param>
    /// <returns>The version that remains active; null if the output is not a version folder of the task or is the only one.</returns>
    public static string? PinCurrent(string output, string task)
    {
        output = Path.GetFullPath(output);
        var folder = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(output));
        if (folder is null || Path.GetFileName(folder) != task || Path.GetDirectoryName(folder) is not { } root)
        {
            return null;
        }

        var others = ModelStore.Versions(root, task).Where(version => version != Path.GetFileName(output)).ToList();
        if (others.Count == 0)
        {
            return null;
        }

        if (ActiveVersion.Read(folder) is [var active, ..])
        {
            return active;
        }

        ActiveVersion.Set(folder, others[^1], previous: null);
        return others[^1];
    }

    /// <summary>Returns the version that is currently served; null if there are fewer than two versions and none is named as active,
    /// or if the named one does not exist.</summary>
    internal static string? GetActiveVersion(string root, string task)
    {
        var versions = ModelStore.Versions(root, task);
        return ActiveVersion.Read(Path.Combine(root, task)) is [var named, ..]
                ? versions.FirstOrDefault(version => version == named)
            : versions.Count > 1 ? versions[^1]
            : null;
    }

    internal static string GetFolder(string root, string task, string version)
    {
        var versions = ModelStore.Versions(root, task);
        return versions.Contains(version)
            ? Path.Combine(root, task, version)
            : throw new ModelException(
                $"{Path.Combine(root, task)} contains no {task} model “{version}”. "
                    + (
                        versions.Count == 0
                            ? "It contains no models."
                            : $"Available versions: {string.Join(", ", versions)}."
                    )
            );
    }

    private static ModelBundle ReadModel(string folder, string task)
    {
        var model = ModelBundle.Read(folder);
        return model.Manifest.Task == task
            ? model
            : throw new ModelException($"{folder} contains a {model.Manifest.Task} model; expected a {task} model.");
    }

    private static void CheckComparison(string active, string folder, ModelBundle model)
    {
        var remedy = $"Run “classifier compare {active} {folder} --data FILE”, or use --force to skip this check.";
        var record =
            ComparisonRecord.Read(folder)
            ?? throw new ModelException($"{folder} has not been compared with the active model {active}. {remedy}");
        if (!record.New.Matches(model.Manifest) || !record.Old.Matches(ModelBundle.ReadManifest(active)))
        {
            throw new ModelException(
                $"The comparison of {folder} with the active model {active} is outdated: one of the models has changed since. {remedy}"
            );
        }

        if (!record.Passed)
        {
            throw new ModelException(
                $"{folder} failed its comparison with the active model {active} "
                    + $"({string.Join(", ", record.Rules)}). Train a better model, or use --force to activate it anyway."
            );
        }
    }
}
