using Classifier.Training.Data;

namespace Classifier.Tests.Common;

/// <summary>The project's own labeled headlines.</summary>
internal static class OwnHeadlines
{
    public static string Path { get; } = Find();

    public static IReadOnlyList<LabeledHeadline> All { get; } = LabeledFile.Read(Path);

    public static IReadOnlyList<LabeledHeadline> Test { get; } = [.. All.Where(headline => headline.IsTest)];

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = System.IO.Path.Combine(folder.FullName, "training", "data", "headlines.tsv");
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException("training/data/headlines.tsv is not above the tests.");
    }
}
