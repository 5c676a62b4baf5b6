namespace Classifier.Cli.Tests;

/// <summary>Locates files of the repository that contains the tests.</summary>
internal static class Repository
{
    /// <summary>Gets the root folder of the repository.</summary>
    public static string Root { get; } = Find();

    /// <summary>Gets the path of the labeled headlines in the repository.</summary>
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

        throw new FileNotFoundException("Classifier.sln is in no parent folder of the tests.");
    }
}
