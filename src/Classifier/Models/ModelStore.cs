namespace Classifier.Models;

/// <summary>Finds models in a folder of the form <c>&lt;root&gt;/&lt;task&gt;/&lt;version&gt;/model.zip</c>.</summary>
public static class ModelStore
{
    /// <summary>The environment variable that contains the path of the root folder.</summary>
    public const string EnvironmentVariable = "CLASSIFIER_MODELS";

    private const string FolderName = "models";

    /// <summary>
    /// Returns the root folder of the models: <paramref name="configured"/> if it is given, otherwise the value of
    /// <see cref="EnvironmentVariable"/>, otherwise a folder <c>models</c> in the program's folder or one of its
    /// parents.
    /// </summary>
    /// <exception cref="ModelException">The folder does not exist.</exception>
    public static string FindRoot(string? configured = null)
    {
        var named = configured ?? Environment.GetEnvironmentVariable(EnvironmentVariable);
        if (!string.IsNullOrEmpty(named))
        {
            return Directory.Exists(named)
                ? named
                : throw new ModelException($"The models folder {named} does not exist.");
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, FolderName);
            if (
                Directory.Exists(Path.Combine(candidate, ModelBundle.TopicTask))
                || Directory.Exists(Path.Combine(candidate, ModelBundle.ClickbaitTask))
            )
            {
                return candidate;
            }
        }

        throw new ModelException(
            $"No folder “{FolderName}” was found in the program's folder or its parents. Specify one, or set "
                + $"{EnvironmentVariable}."
        );
    }

    /// <summary>Finds the models to serve. A folder with models of one task alone serves that task.</summary>
    /// <param name="root">The root folder of the models.</param>
    /// <returns>The folders of the topic and the clickbait model; null for a task without models.</returns>
    /// <exception cref="ModelException">There is no model of any task, or the version to serve is missing or was not
    /// chosen.</exception>
    public static (string? Topic, string? Clickbait) FindModels(string root)
    {
        string? Find(string task, string other) =>
            Versions(root, task).Count == 0
            && ActiveVersion.Read(Path.Combine(root, task)) is []
            && Versions(root, other).Count > 0
                ? null
                : FindModel(root, task);
        return (
            Find(ModelBundle.TopicTask, ModelBundle.ClickbaitTask),
            Find(ModelBundle.ClickbaitTask, ModelBundle.TopicTask)
        );
    }

    /// <summary>
    /// Returns the folder of the model that serves a task: the active version (see <see cref="ActiveVersion"/>) or, if
    /// none is named, the only one. Of several versions, none serves unless it was chosen.
    /// </summary>
    /// <param name="root">The root folder of the models.</param>
    /// <param name="task">The name of the task.</param>
    /// <exception cref="ModelException">There is no model, the active version does not exist, or there are several versions and
    /// none is active. The message lists the versions.</exception>
    public static string FindModel(string root, string task)
    {
        var folder = Path.Combine(root, task);
        var versions = Versions(root, task);
        if (ActiveVersion.Read(folder) is [var active, ..])
        {
            return versions.Contains(active)
                ? Path.Combine(folder, active)
                : throw new ModelException(
                    $"{Path.Combine(folder, ActiveVersion.FileName)} names version {active}, which does not "
                        + $"exist. Existing versions: {string.Join(", ", versions)}. Activate one of them: classifier models activate {task} VERSION"
                );
        }

        return versions switch
        {
            [var only] => Path.Combine(folder, only),
            [] => throw new ModelException(
                $"There is no {task} model in {folder}. Train one, or specify another models folder."
            ),
            _ => throw new ModelException(
                $"{folder} contains the versions {string.Join(", ", versions)}, and none is active. Choose the one that "
                    + $"serves: classifier models activate {task} VERSION"
            ),
        };
    }

    /// <summary>Returns the versions of a task's models, oldest first, in numeric order.</summary>
    /// <param name="root">The root folder of the models.</param>
    /// <param name="task">The name of the task.</param>
    public static IReadOnlyList<string> Versions(string root, string task)
    {
        var folder = Path.Combine(root, task);
        return !Directory.Exists(folder)
            ? []
            // Folders with a leading dot are still being written.
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
