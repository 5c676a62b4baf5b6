using Classifier.Models;

namespace Classifier.Lifecycle;

/// <summary>Activates and rolls back model versions, with checks that prevent a worse model from being served.</summary>
public static class ModelActivation
{
    /// <summary>Activates a version. It must load and reproduce the scores of its probes, and it must have passed a comparison with
    /// the active version.</summary>
    /// <param name="root">The root folder of the models.</param>
    /// <param name="kind">The kind of the model.</param>
    /// <param name="version">The version.</param>
    /// <param name="force">Whether to skip the check of the comparison. A model that cannot be loaded is refused in any case.</param>
    /// <returns>The version that was active before, and the comparisons of the two versions.</returns>
    /// <exception cref="ModelException">The version is refused. The message contains the reason and the remedy.</exception>
    public static Activation Activate(string root, ModelKind kind, string version, bool force)
    {
        var activation = Check(root, kind, version, force);
        ActiveVersion.Set(Path.Combine(root, kind.Task), version, activation.Previous);
        return activation;
    }

    /// <summary>Reactivates the previously active version.</summary>
    /// <param name="root">The root folder of the models.</param>
    /// <param name="kind">The kind of the model.</param>
    /// <returns>The reactivated version.</returns>
    /// <exception cref="ModelException">There is no previous version, or it is missing or invalid.</exception>
    public static string RollBack(string root, ModelKind kind)
    {
        var folder = Path.Combine(root, kind.Task);
        var versions = ActiveVersion.Read(folder);
        if (versions.Count > 1)
        {
            kind.Verify(GetFolder(root, kind.Task, versions[1]));
        }

        return ActiveVersion.RollBack(folder);
    }

    /// <summary>Labels a version, so that servers load it beside the active one, or removes a label. A labeled version must load and
    /// reproduce the scores of its probes.</summary>
    /// <param name="root">The root folder of the models.</param>
    /// <param name="kind">The kind of the model.</param>
    /// <param name="label">The label, which moves if another version has it.</param>
    /// <param name="version">The version; empty to remove the label.</param>
    /// <returns>The version that has or had the label.</returns>
    /// <exception cref="ModelException">The version or the label is refused, no version is active, or there is no label to
    /// remove.</exception>
    public static string Label(string root, ModelKind kind, string label, string version)
    {
        var folder = Path.Combine(root, kind.Task);
        if (version.Length == 0)
        {
            return ActiveVersion.RemoveLabel(folder, label);
        }

        kind.Verify(GetFolder(root, kind.Task, version));
        var active = Path.GetFileName(ModelStore.FindModel(root, kind.Task));
        ActiveVersion.SetLabel(folder, label, version, active);
        return version;
    }

    /// <summary>Activates the version that has a label and removes the label, in one step. The checks are those of
    /// <see cref="Activate"/>.</summary>
    /// <param name="root">The root folder of the models.</param>
    /// <param name="kind">The kind of the model.</param>
    /// <param name="label">The label.</param>
    /// <param name="force">Whether to skip the check of the comparison.</param>
    /// <returns>The version that is active now, and what <see cref="Activate"/> returns.</returns>
    /// <exception cref="ModelException">No version has the label, or the version is refused.</exception>
    public static (string Version, Activation Activation) Promote(string root, ModelKind kind, string label, bool force)
    {
        var folder = Path.Combine(root, kind.Task);
        var version = ActiveVersion.GetLabeled(folder, label);
        var activation = Check(root, kind, version, force);
        ActiveVersion.Promote(folder, label, version);
        return (version, activation);
    }

    /// <summary>Names the version that serves before a new version is written, if it serves only because it is the only
    /// one.</summary>
    /// <param name="output">The folder of the new version.</param>
    /// <param name="task">The task.</param>
    /// <returns>The version that remains active; null if there is none, or if the output is not a version folder of the
    /// task.</returns>
    public static string? PinCurrent(string output, string task)
    {
        if (FindRoot(output, task) is not { } root || GetActiveVersion(root, task) is not { } active)
        {
            return null;
        }

        var folder = Path.Combine(root, task);
        if (active != GetVersion(output) && ActiveVersion.Read(folder).Count == 0)
        {
            ActiveVersion.Set(folder, active, previous: null);
        }

        return active;
    }

    /// <summary>Activates a new version if it is the first one of its task, so that it serves even when others appear beside
    /// it.</summary>
    /// <param name="output">The folder of the new version.</param>
    /// <param name="task">The task.</param>
    /// <returns>Whether the version was activated.</returns>
    public static bool ActivateFirst(string output, string task)
    {
        if (
            FindRoot(output, task) is not { } root
            || ActiveVersion.Read(Path.Combine(root, task)).Count > 0
            || ModelStore.Versions(root, task) is not [var only]
            || only != GetVersion(output)
        )
        {
            return false;
        }

        ActiveVersion.Set(Path.Combine(root, task), only, previous: null);
        return true;
    }

    /// <summary>Returns the version that serves: the active one or, if none is named, the only one. Returns null if there is no such
    /// version.</summary>
    internal static string? GetActiveVersion(string root, string task)
    {
        var versions = ModelStore.Versions(root, task);
        return ActiveVersion.Read(Path.Combine(root, task)) is [var named, ..]
                ? versions.FirstOrDefault(version => version == named)
            : versions is [var only] ? only
            : null;
    }

    /// <summary>Returns the root folder of a version folder of a task; null if it is not one.</summary>
    private static string? FindRoot(string output, string task)
    {
        var folder = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(output)));
        return Path.GetFileName(folder) == task ? Path.GetDirectoryName(folder) : null;
    }

    private static string GetVersion(string output) =>
        Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(output)));

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

    private static Activation Check(string root, ModelKind kind, string version, bool force)
    {
        var folder = GetFolder(root, kind.Task, version);
        var manifest = kind.Verify(folder);
        var previous = GetActiveVersion(root, kind.Task);
        IReadOnlyList<ComparisonRecord> comparisons = [];
        if (previous is not null && previous != version)
        {
            var active = Path.Combine(root, kind.Task, previous);
            var history = ComparisonHistory.Read(folder);
            comparisons = FindComparisons(kind, active, history, manifest);
            if (!force)
            {
                foreach (var task in kind.ScoredTasks)
                {
                    CheckComparisons(kind, task, active, folder, history, comparisons);
                }
            }
        }

        return new Activation(previous, comparisons);
    }

    private static void CheckComparisons(
        ModelKind kind,
        string task,
        string active,
        string folder,
        ComparisonHistory history,
        IReadOnlyList<ComparisonRecord> comparisons
    )
    {
        var (option, name) = kind.ScoredTasks.Count == 1 ? ("", "") : ($" --task {task}", $"{task} ");
        var remedy =
            $"Run “classifier compare {active} {folder}{option} --data FILE”, or use --force to skip this check.";
        if (!history.Records.Any(record => record.Task == task))
        {
            throw new ModelException(
                $"{folder} has not been compared with the active model {active}{(name.Length == 0 ? "" : $" in the task {task}")}. {remedy}"
            );
        }

        if (comparisons.LastOrDefault(record => record.Task == task) is not { } latest)
        {
            throw new ModelException(
                $"The {name}comparison of {folder} with the active model {active} is outdated: one of the models has changed since. {remedy}"
            );
        }

        if (!latest.Passed)
        {
            throw new ModelException(
                $"{folder} failed its {name}comparison with the active model {active}: it {latest.Summary}. "
                    + "Train a better model, or use --force to activate it anyway."
            );
        }
    }

    private static IReadOnlyList<ComparisonRecord> FindComparisons(
        ModelKind kind,
        string active,
        ComparisonHistory history,
        IModelManifest manifest
    )
    {
        try
        {
            return history.GetCurrent(kind.ReadManifest(active), manifest);
        }
        catch (ModelException)
        {
            // The active model cannot be read, which must not prevent its replacement by force.
            return [];
        }
    }
}
