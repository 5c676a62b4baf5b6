using Classifier.Training.Data;

namespace Classifier.Tests.Common;

/// <summary>Provides the labeled headlines of the repository.</summary>
internal static class OwnHeadlines
{
    public static string Path { get; } = Repository.PathOf("training", "data", "headlines.tsv");

    public static IReadOnlyList<LabeledHeadline> All { get; } = LabeledFile.Read(Path);

    /// <summary>Returns the content of the file with the headlines of some topics only, on which training takes a fraction of the
    /// time.</summary>
    /// <param name="topics">The three-letter codes of the topics.</param>
    public static string OfTopics(params string[] topics) =>
        string.Join('\n', File.ReadLines(Path).Where((row, i) => i == 0 || topics.Contains(row.Split('\t')[1])));

    public static IReadOnlyList<LabeledHeadline> Test { get; } = [.. All.Where(headline => headline.IsTest)];
}
