namespace Classifier.Tests;

/// <summary>The folder of real data, which is not part of the project: named by CLASSIFIER_SHARED, or beside a folder above
/// the tests.</summary>
internal static class Shared
{
    public const string Missing = "the folder of real data (CLASSIFIER_SHARED) is not on this machine";

    public static string? Find(string path)
    {
        if (Environment.GetEnvironmentVariable("CLASSIFIER_SHARED") is { Length: > 0 } named)
        {
            return Exists(Path.Combine(named, path));
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Exists(Path.Combine(folder.FullName, "shared", path)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static string? Exists(string path) => File.Exists(path) || Directory.Exists(path) ? path : null;
}
