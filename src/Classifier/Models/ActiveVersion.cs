namespace Classifier.Models;

/// <summary>
/// Which version of a task's models is served: the file <c>active</c> beside the versions' folders, one version a line, the
/// active one first and below it those that were active before, newest first. It is replaced whole, so a server that starts
/// meanwhile reads the old or the new one.
/// </summary>
public static class ActiveVersion
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "active";

    /// <summary>How many versions are remembered, the active one included.</summary>
    private const int Remembered = 10;

    /// <summary>The active version and those that were active before, newest first; empty where the file is missing.</summary>
    /// <param name="folder">The task's folder.</param>
    /// <exception cref="ModelException">The file holds something else than names of versions.</exception>
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
            throw new ModelException($"{path} must name one version a line, the active one first; mend or delete it.");
        }

        return versions;
    }

    /// <summary>Makes a version the active one; the one that was is remembered.</summary>
    /// <param name="folder">The task's folder.</param>
    /// <param name="version">The version.</param>
    /// <param name="previous">What was served so far, where no file tells; null for nothing.</param>
    public static void Set(string folder, string version, string? previous)
    {
        var before = Read(folder);
        if (before.Count == 0 && previous is not null)
        {
            before = [previous];
        }

        Write(folder, [version, .. before.Where(other => other != version)]);
    }

    /// <summary>Makes the version active again that was so before.</summary>
    /// <param name="folder">The task's folder.</param>
    /// <returns>That version.</returns>
    /// <exception cref="ModelException">None is remembered.</exception>
    public static string RollBack(string folder)
    {
        var versions = Read(folder);
        if (versions.Count < 2)
        {
            throw new ModelException($"{Path.Combine(folder, FileName)} remembers no version that was active before.");
        }

        Write(folder, [.. versions.Skip(1)]);
        return versions[1];
    }

    private static void Write(string folder, IReadOnlyList<string> versions) =>
        AtomicFile.Write(
            Path.Combine(folder, FileName),
            string.Concat(versions.Take(Remembered).Select(version => version + "\n"))
        );
}
