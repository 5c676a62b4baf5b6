namespace Classifier.Tests.Common;

/// <summary>
/// Finds files of the folder with real data, which is not part of the repository. Its path is the value of CLASSIFIER_SHARED,
/// or a folder "shared" in a parent of the test program's folder.
/// </summary>
internal static class SharedData
{
    public const string SkipReason = "The folder of real data (CLASSIFIER_SHARED) does not exist.";

    /// <summary>Returns the path of a file or folder of the real data, or null if it is not on this machine.</summary>
    public static string? Find(string path)
    {
        if (Environment.GetEnvironmentVariable("CLASSIFIER_SHARED") is { Length: > 0 } named)
        {
            return PathIfExists(Path.Combine(named, path));
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (PathIfExists(Path.Combine(folder.FullName, "shared", path)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static string? PathIfExists(string path) => File.Exists(path) || Directory.Exists(path) ? path : null;
}
