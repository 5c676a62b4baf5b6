namespace Classifier.Cli.Tests;

/// <summary>Files of the repository that the tests stand in.</summary>
internal static class Repository
{
    /// <summary>Its folder.</summary>
    public static string Root { get; } = Find();

    /// <summary>The project's own labeled headlines.</summary>
    public static string Headlines { get; } = Path.Combine(Root, "training", "data", "headlines.tsv");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Classifier.sln")))
            {
                return folder.FullName;
            }
        }

        throw new FileNotFoundException("Classifier.sln is not above the tests.");
    }
}
