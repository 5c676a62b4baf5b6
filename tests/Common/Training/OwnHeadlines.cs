using Classifier.Training.Data;

namespace Classifier.Tests.Common;

/// <summary>Provides the labeled headlines of the repository.</summary>
internal static class OwnHeadlines
{
    public static string Path { get; } = Repository.PathOf("training", "data", "headlines.tsv");

    public static IReadOnlyList<LabeledHeadline> All { get; } = LabeledFile.Read(Path);

    public static IReadOnlyList<LabeledHeadline> Test { get; } = [.. All.Where(headline => headline.IsTest)];
}
