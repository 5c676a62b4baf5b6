using Classifier.Models;
using Classifier.Training.Lifecycle.Comparing;

namespace Classifier.Training.Lifecycle;

/// <summary>Chooses the version that is served, so that a bad model never replaces a good one.</summary>
public static class ModelActivation
{
    /// <summary>Activates a version: it must read back and score its probes, and it must have been compared with the one that
    /// is active now and have passed.</summary>
    /// <param name="root">The models' root folder.</param>
    /// <param name="task">The task.</param>
    /// <param name="version">The version.</param>
    /// <param name="force">Whether to do without the comparison; a model that cannot be read is refused all the same.</param>
    /// <returns>The version that was active before; null for none.</returns>
    /// <exception cref="ModelException">The version is refused; the message says why and what to do.</exception>
    public static string? Activate(string root, string task, string version, bool force)
    {
        var folder = FolderOf(root, task, version);
        var model = ReadOf(folder, task);
        var previous = ActiveOf(root, task);
        if (previous is not null && previous != version && !force)
        {
            CheckComparison(Path.Combine(root, task, previous), folder, model);
        }

        ActiveVersion.Set(Path.Combine(root, task), version, previous);
        return previous;
    }

    /// <summary>Goes back to the version that was active before.</summary>
    /// <param name="root">The models' root folder.</param>
    /// <param name="task">The task.</param>
    /// <returns>That version.</returns>
    /// <exception cref="ModelException">There is none, or it is missing or broken.</exception>
    public static string RollBack(string root, string task)
    {
        var versions = ActiveVersion.Read(Path.Combine(root, task));
        if (versions.Count > 1)
        {
            ReadOf(FolderOf(root, task, versions[1]), task);
        }

        return ActiveVersion.RollBack(Path.Combine(root, task));
    }

    /// <summary>Keeps what is served as it is, when a new version is about to stand beside it and none is named as active:
    /// else the new one would serve for being the newest, whatever it is worth.</summary>
    /// <param name="output">The folder of the new version.</param>
    /// <param name="task">The task.</param>
    /// <returns>The version that stays active; null where the folder is not one of a task's versions or stands alone.</returns>
    public static string? Keep(string output, string task)
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

    /// <summary>The version that is served now; null where there is no choice, or where the one that is named is gone.</summary>
    internal static string? ActiveOf(string root, string task)
    {
        var versions = ModelStore.Versions(root, task);
        return ActiveVersion.Read(Path.Combine(root, task)) is [var named, ..]
                ? versions.FirstOrDefault(version => version == named)
            : versions.Count > 1 ? versions[^1]
            : null;
    }

    internal static string FolderOf(string root, string task, string version)
    {
        var versions = ModelStore.Versions(root, task);
        return versions.Contains(version)
            ? Path.Combine(root, task, version)
            : throw new ModelException(
                $"There is no {task} model {version} in {Path.Combine(root, task)}; there "
                    + (versions.Count == 0 ? "is none." : $"are: {string.Join(", ", versions)}.")
            );
    }

    private static ModelBundle ReadOf(string folder, string task)
    {
        var model = ModelBundle.Read(folder);
        return model.Manifest.Task == task
            ? model
            : throw new ModelException($"{folder} holds a {model.Manifest.Task} model, not one of {task}.");
    }

    private static void CheckComparison(string active, string folder, ModelBundle model)
    {
        var how = $"Run: classifier compare {active} {folder} --data FILE, or use --force.";
        var record =
            ComparisonRecord.Read(folder)
            ?? throw new ModelException($"{folder} was not compared with the active model {active}. {how}");
        if (!record.New.Is(model.Manifest) || !record.Old.Is(ModelBundle.ReadManifest(active)))
        {
            throw new ModelException(
                $"{folder} was compared, but not as it is now with the active model {active}. {how}"
            );
        }

        if (!record.Passed)
        {
            throw new ModelException(
                $"{folder} did not pass its comparison with the active model {active} "
                    + $"({string.Join(", ", record.Rules)}). Train a better one, or use --force."
            );
        }
    }
}
