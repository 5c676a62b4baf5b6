namespace Classifier.Models;

/// <summary>Locates the versions of a task that serve.</summary>
/// <param name="Task">The name of the task.</param>
/// <param name="Active">The folder of the active version.</param>
/// <param name="Labels">The folder of each label. A folder does not need to exist.</param>
public sealed record ServingFolders(string Task, string Active, IReadOnlyDictionary<string, string> Labels);
