namespace Classifier.Models;

/// <summary>Finds models: <c>&lt;root&gt;/&lt;task&gt;/&lt;version&gt;/model.zip</c>, versions side by side.</summary>
public static class ModelStore
{
    /// <summary>The environment variable that names the models' root folder.</summary>
    public const string EnvironmentVariable = "CLASSIFIER_MODELS";

    private const string FolderName = "models";

    /// <summary>The root folder of the models: <paramref name="configured"/> if given, else what
    /// <see cref="EnvironmentVariable"/> names, else a folder <c>models</c> beside the program or in a folder above it.</summary>
    /// <exception cref="ModelException">There is no such folder.</exception>
    public static string FindRoot(string? configured = null)
    {
        var named = configured ?? Environment.GetEnvironmentVariable(EnvironmentVariable);
        if (!string.IsNullOrEmpty(named))
        {
            return Directory.Exists(named)
                ? named
                : throw new ModelException($"There is no folder of models at {named}.");
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, FolderName);
            if (Directory.Exists(Path.Combine(candidate, ModelBundle.TopicTask)))
            {
                return candidate;
            }
        }

        throw new ModelException(
            $"No folder “{FolderName}” was found beside the program or above it; name one, or set "
                + $"{EnvironmentVariable}."
        );
    }

    /// <summary>The folder of the model that serves a task: the active one (see <see cref="ActiveVersion"/>) or, where none
    /// is named, the newest.</summary>
    /// <param name="root">The models' root folder.</param>
    /// <param name="task">The task.</param>
    /// <exception cref="ModelException">There is none, or the active one is missing.</exception>
    public static string FindModel(string root, string task)
    {
        var folder = Path.Combine(root, task);
        var versions = Versions(root, task);
        if (ActiveVersion.Read(folder) is [var active, ..])
        {
            return versions.Contains(active)
                ? Path.Combine(folder, active)
                : throw new ModelException(
                    $"{Path.Combine(folder, ActiveVersion.FileName)} names version {active}, which is not "
                        + $"there; there are: {string.Join(", ", versions)}. Activate one of them: classifier models activate {task} VERSION"
                );
        }

        return versions.Count > 0
            ? Path.Combine(folder, versions[^1])
            : throw new ModelException(
                $"There is no {task} model in {folder}: train one, or name another folder of models."
            );
    }

    /// <summary>The versions of a task's models, oldest first, 10 after 9.</summary>
    /// <param name="root">The models' root folder.</param>
    /// <param name="task">The task.</param>
    public static IReadOnlyList<string> Versions(string root, string task)
    {
        var folder = Path.Combine(root, task);
        return !Directory.Exists(folder)
            ? []
            // A folder whose name begins with a dot is one that is being written.
            :
            [
                .. Directory
                    .GetDirectories(folder)
                    .Where(version => File.Exists(Path.Combine(version, ModelBundle.ManifestName)))
                    .Select(version => Path.GetFileName(version))
                    .Where(version => !version.StartsWith('.'))
                    .Order(NumericOrder),
            ];
    }

    private static StringComparer NumericOrder { get; } =
        StringComparer.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.CompareOptions.NumericOrdering
        );
}
