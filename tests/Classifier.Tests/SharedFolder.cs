namespace Classifier.Tests;

/// <summary>
/// Finds files of the folder with real data, which is not part of the repository. Its path is the value of CLASSIFIER_SHARED,
/// or a folder "shared" in a parent of the test program's folder.
/// </summary>
internal static class SharedFolder
{
    public const string SkipReason = "The folder of real data (CLASSIFIER_SHARED) does not exist.";

    public static string? Find(string path)
    {
        if (Environment.GetEnvironmentVariable("CLASSIFIER_SHARED") is { Length: > 0 } named)
        {
            return ReturnIfExists(Path.Combine(named, path));
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (ReturnIfExists(Path.Combine(folder.FullName, "shared", path)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static string? ReturnIfExists(string path) => File.Exists(path) || Directory.Exists(path) ? path : null;
}
