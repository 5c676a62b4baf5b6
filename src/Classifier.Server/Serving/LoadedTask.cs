namespace Classifier.Server.Serving;

/// <summary>Represents the loaded versions of a task.</summary>
/// <param name="Task">The task: topic, clickbait, or encoder.</param>
/// <param name="Versions">The versions: the active one, then the labeled ones, then those that were in use before, most recent first.</param>
/// <param name="Labels">The version of each label.</param>
/// <param name="ActiveSince">The time when the active version became active.</param>
internal sealed record LoadedTask(
    string Task,
    IReadOnlyList<LoadedVersion> Versions,
    IReadOnlyDictionary<string, LoadedVersion> Labels,
    DateTimeOffset ActiveSince
)
{
    /// <summary>Gets the version that answers calls that name none.</summary>
    public LoadedVersion Active => Versions[0];

    /// <summary>Returns a version by label or by version, or <see langword="null"/> if it is not loaded.</summary>
    public LoadedVersion? Find(string name) =>
        name == Models.ActiveFile.StableLabel ? Active
        : Labels.TryGetValue(name, out var labeled) ? labeled
        : Versions.FirstOrDefault(loaded => loaded.Version == name);

    /// <summary>Returns the labels of a version, in alphabetic order.</summary>
    public IEnumerable<string> GetLabels(LoadedVersion version) =>
        Labels
            .Where(label => label.Value == version)
            .Select(label => label.Key)
            .Concat(version == Active ? [Models.ActiveFile.StableLabel] : Array.Empty<string>())
            .Order(StringComparer.Ordinal);

    /// <summary>Determines whether calls are answered in the same way.</summary>
    public bool IsSameAs(LoadedTask other) =>
        Versions.SequenceEqual(other.Versions)
        && Labels.Count == other.Labels.Count
        && Labels.All(label => other.Labels.TryGetValue(label.Key, out var version) && version == label.Value);
}
