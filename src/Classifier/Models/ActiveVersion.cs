namespace Classifier.Models;

/// <summary>
/// Reads and changes the active version of a task and its labels. The file <c>active</c> next to the version folders lists one
/// version per line: the active one, followed by previously active ones, newest first. Lines such as <c>@canary 6</c> label
/// versions. The file is replaced atomically, so a server that starts concurrently reads either the old or the new one.
/// </summary>
public static class ActiveVersion
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "active";

    /// <summary>
    /// Reads the active version and the previously active ones, newest first. Returns an empty list if the file does
    /// not exist.
    /// </summary>
    /// <param name="folder">The folder of the task.</param>
    /// <exception cref="ModelException">The file contains something other than versions and labels.</exception>
    public static IReadOnlyList<string> Read(string folder) => ActiveFile.Read(folder).Versions;

    /// <summary>Sets the active version and adds the previous one to the history.</summary>
    /// <param name="folder">The folder of the task.</param>
    /// <param name="version">The version to activate.</param>
    /// <param name="previous">The version served so far, used if the file does not exist; null if there is
    /// none.</param>
    public static void Set(string folder, string version, string? previous) =>
        Activate(Read(folder, previous), version).Write(folder);

    /// <summary>Reactivates the previously active version.</summary>
    /// <param name="folder">The folder of the task.</param>
    /// <returns>The version that is now active.</returns>
    /// <exception cref="ModelException">The history contains no previous version.</exception>
    internal static string RollBack(string folder)
    {
        var file = ActiveFile.Read(folder);
        if (file.Versions.Count < 2)
        {
            throw new ModelException($"{Path.Combine(folder, FileName)} lists no previously active version.");
        }

        (file with { Versions = [.. file.Versions.Skip(1)] }).Write(folder);
        return file.Versions[1];
    }

    /// <summary>Labels a version. If another version has the label, the label moves.</summary>
    /// <param name="folder">The folder of the task.</param>
    /// <param name="label">The label.</param>
    /// <param name="version">The version.</param>
    /// <param name="active">The version that serves, used if the file does not exist.</param>
    /// <exception cref="ModelException">The label is invalid.</exception>
    public static void SetLabel(string folder, string label, string version, string active)
    {
        if (!ActiveFile.IsLabel(label))
        {
            throw new ModelException($"“{label}” is not a label. A label is {ActiveFile.LabelSyntax}.");
        }

        var file = Read(folder, active);
        (file with { Labels = new Dictionary<string, string>(file.Labels) { [label] = version } }).Write(folder);
    }

    /// <summary>Removes a label.</summary>
    /// <param name="folder">The folder of the task.</param>
    /// <param name="label">The label.</param>
    /// <returns>The version that had the label.</returns>
    /// <exception cref="ModelException">No version has the label.</exception>
    internal static string RemoveLabel(string folder, string label)
    {
        var file = ActiveFile.Read(folder);
        var version = GetLabeled(folder, file, label);
        WithoutLabel(file, label).Write(folder);
        return version;
    }

    /// <summary>Activates a version and removes its label, in one step.</summary>
    /// <param name="folder">The folder of the task.</param>
    /// <param name="label">The label.</param>
    /// <param name="version">The version that was checked.</param>
    /// <exception cref="ModelException">The version no longer has the label.</exception>
    internal static void Promote(string folder, string label, string version)
    {
        var file = ActiveFile.Read(folder);
        if (GetLabeled(folder, file, label) is var labeled && labeled != version)
        {
            throw new ModelException($"The label {label} was moved from {version} to {labeled} meanwhile. Try again.");
        }

        Activate(WithoutLabel(file, label), version).Write(folder);
    }

    /// <summary>Returns the version that has a label.</summary>
    /// <param name="folder">The folder of the task.</param>
    /// <param name="label">The label.</param>
    /// <exception cref="ModelException">No version has the label. The message lists the labels.</exception>
    public static string GetLabeled(string folder, string label) => GetLabeled(folder, ActiveFile.Read(folder), label);

    private static string GetLabeled(string folder, ActiveFile file, string label) =>
        file.Labels.TryGetValue(label, out var version)
            ? version
            : throw new ModelException(
                $"{Path.Combine(folder, FileName)} has no label “{label}”. "
                    + (
                        file.Labels.Count == 0
                            ? "It has no labels; see classifier models label."
                            : $"Its labels are: {string.Join(", ", file.Labels.Keys.Order(StringComparer.Ordinal))}."
                    )
            );

    private static ActiveFile Read(string folder, string? active)
    {
        var file = ActiveFile.Read(folder);
        return file.Versions.Count == 0 && active is not null ? file with { Versions = [active] } : file;
    }

    private static ActiveFile Activate(ActiveFile file, string version) =>
        file with
        {
            Versions = [version, .. file.Versions.Where(other => other != version)],
        };

    private static ActiveFile WithoutLabel(ActiveFile file, string label) =>
        file with
        {
            Labels = file.Labels.Where(entry => entry.Key != label).ToDictionary(),
        };
}
