namespace Classifier.Tests.Common;

/// <summary>Finds files of the repository that the tests run in.</summary>
internal static class Repository
{
    /// <summary>Gets the folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Returns the path of a file or folder of the repository.</summary>
    public static string PathOf(params string[] names) => Path.Combine([Root, .. names]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Classifier.sln")))
            {
                return folder.FullName;
            }
        }

        throw new FileNotFoundException("There is no Classifier.sln above the tests; run them inside the repository.");
    }
}
