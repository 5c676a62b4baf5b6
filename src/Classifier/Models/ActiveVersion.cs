namespace Classifier.Models;

/// <summary>
/// Reads and writes the active version of a task's models. The file <c>active</c> next to the version folders lists one
/// version per line: the active one, followed by previously active ones, newest first. The file is replaced atomically,
/// so a server that starts concurrently reads either the old or the new one.
/// </summary>
public static class ActiveVersion
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "active";

    /// <summary>The maximum number of versions listed, including the active one.</summary>
    private const int MaxHistory = 10;

    /// <summary>
    /// Reads the active version and the previously active ones, newest first. Returns an empty list if the file does
    /// not exist.
    /// </summary>
    /// <param name="folder">The folder of the task.</param>
    /// <exception cref="ModelException">The file contains something other than version names.</exception>
    public static IReadOnlyList<string> Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return [];
        }

        string[] versions = [.. File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0)];
        if (
            versions.Length == 0
            || versions.Any(version => version is "." or ".." || version.IndexOfAny(['/', '\\', '\0']) >= 0)
        )
        {
            throw new ModelException(
                $"{path} must name one version per line, the active one first. Correct or delete the file."
            );
        }

        return versions;
    }

    /// <summary>Sets the active version and adds the previous one to the history.</summary>
    /// <param name="folder">The folder of the task.</param>
    /// <param name="version">The version to activate.</param>
    /// <param name="previous">The version served so far, used if the file does not exist; null if there is
    /// none.</param>
    public static void Set(string folder, string version, string? previous)
    {
        var before = Read(folder);
        if (before.Count == 0 && previous is not null)
        {
            before = [previous];
        }

        Write(folder, [version, .. before.Where(other => other != version)]);
    }

    /// <summary>Reactivates the previously active version.</summary>
    /// <param name="folder">The folder of the task.</param>
    /// <returns>The version that is now active.</returns>
    /// <exception cref="ModelException">The history contains no previous version.</exception>
    public static string RollBack(string folder)
    {
        var versions = Read(folder);
        if (versions.Count < 2)
        {
            throw new ModelException($"{Path.Combine(folder, FileName)} lists no previously active version.");
        }

        Write(folder, [.. versions.Skip(1)]);
        return versions[1];
    }

    private static void Write(string folder, IReadOnlyList<string> versions) =>
        AtomicFile.Write(
            Path.Combine(folder, FileName),
            string.Concat(versions.Take(MaxHistory).Select(version => version + "\n"))
        );
}
