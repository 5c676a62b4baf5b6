using System.Text.RegularExpressions;

namespace Classifier.Models;

/// <summary>Represents the content of the file <c>active</c> of a task, which decides what serves.</summary>
/// <param name="Versions">The active version, followed by previously active ones, newest first; empty if none was chosen.</param>
/// <param name="Labels">The labeled version of each label, such as <c>canary</c>.</param>
public sealed partial record ActiveFile(IReadOnlyList<string> Versions, IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>The label that always means the active version. It is not stored.</summary>
    public const string StableLabel = "stable";

    /// <summary>The label of the version that is tried on a share of calls.</summary>
    public const string CanaryLabel = "canary";

    /// <summary>Describes valid labels, for error messages.</summary>
    internal const string LabelSyntax =
        $"a lowercase letter followed by at most 31 lowercase letters, digits, or hyphens, other than {StableLabel}";

    private const char LabelMark = '@';

    /// <summary>The maximum number of versions stored, including the active one.</summary>
    private const int MaxHistory = 10;

    private static readonly char[] Invalid = ['/', '\\', '\0', ','];

    /// <summary>Determines whether a text can be used as a label.</summary>
    internal static bool IsLabel(string text) => text != StableLabel && LabelPattern.IsMatch(text);

    /// <summary>Reads the file from the folder of a task.</summary>
    /// <param name="folder">The folder of the task.</param>
    /// <returns>The content; empty if there is no file.</returns>
    /// <exception cref="ModelException">The file cannot be read, or contains something other than versions and labels.</exception>
    public static ActiveFile Read(string folder)
    {
        var path = Path.Combine(folder, ActiveVersion.FileName);
        try
        {
            return Parse(File.ReadAllLines(path))
                ?? throw new ModelException(
                    $"{path} must name one version per line, the active one first, and may name labeled versions, such as "
                        + $"“{LabelMark}{CanaryLabel} 6”. Correct or delete the file."
                );
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new ActiveFile([], new Dictionary<string, string>());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Writes the file to the folder of a task. Concurrent readers see either the old or the new content.</summary>
    internal void Write(string folder) =>
        AtomicFile.Write(
            Path.Combine(folder, ActiveVersion.FileName),
            string.Concat(
                Versions
                    .Take(MaxHistory)
                    .Concat(
                        Labels
                            .OrderBy(label => label.Key, StringComparer.Ordinal)
                            .Select(label => $"{LabelMark}{label.Key} {label.Value}")
                    )
                    .Select(line => line + "\n")
            )
        );

    private static ActiveFile? Parse(IEnumerable<string> lines)
    {
        var versions = new List<string>();
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines.Select(line => line.Trim()).Where(line => line.Length > 0))
        {
            if (line[0] != LabelMark)
            {
                versions.Add(line);
            }
            else if (
                line[1..].Split(' ', 2, StringSplitOptions.TrimEntries) is not [var label, var version]
                || !IsLabel(label)
                || !labels.TryAdd(label, version)
            )
            {
                return null;
            }
        }

        return versions.Count > 0 && versions.Concat(labels.Values).All(IsVersion)
            ? new ActiveFile(versions, labels)
            : null;
    }

    private static bool IsVersion(string text) => text is not ("" or "." or "..") && text.IndexOfAny(Invalid) < 0;

    [GeneratedRegex("^[a-z][a-z0-9-]{0,31}$")]
    private static partial Regex LabelPattern { get; }
}
