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
    internal static (string? Topic, string? Clickbait) FindModels(string root)
    {
        var (topic, clickbait) = FindServing(root);
        return (topic?.Active, clickbait?.Active);
    }

    /// <summary>Finds the models to serve and the labeled ones. A folder with models of one task alone serves that task.</summary>
    /// <param name="root">The root folder of the models.</param>
    /// <returns>The folders of both tasks; null for a task without models.</returns>
    /// <exception cref="ModelException">There is no model of any task, or the version to serve is missing or was not
    /// chosen.</exception>
    public static (ServingFolders? Topic, ServingFolders? Clickbait) FindServing(string root)
    {
        var (topic, clickbait) = (
            FindServing(root, ModelBundle.TopicTask),
            FindServing(root, ModelBundle.ClickbaitTask)
        );
        return topic is null && clickbait is null
            ? throw CreateMissingException(root, ModelBundle.TopicTask)
            : (topic, clickbait);
    }

    /// <summary>Finds the versions of a task that serve.</summary>
    /// <param name="root">The root folder of the models.</param>
    /// <param name="task">The name of the task.</param>
    /// <returns>The folders; null if there is no model and none is active.</returns>
    /// <exception cref="ModelException">The active version does not exist, or there are several versions and none is active. The
    /// message lists the versions.</exception>
    public static ServingFolders? FindServing(string root, string task)
    {
        var folder = Path.Combine(root, task);
        var file = ActiveFile.Read(folder);
        var versions = Versions(root, task);
        if (versions.Count == 0 && file.Versions.Count == 0)
        {
            return null;
        }

        return new ServingFolders(
            task,
            Path.Combine(folder, FindActive(folder, task, file, versions)),
            file.Labels.ToDictionary(label => label.Key, label => Path.Combine(folder, label.Value))
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
    public static string FindModel(string root, string task) =>
        FindServing(root, task)?.Active ?? throw CreateMissingException(root, task);

    private static string FindActive(string folder, string task, ActiveFile file, IReadOnlyList<string> versions) =>
        (file.Versions, versions) switch
        {
            ([var active, ..], _) when versions.Contains(active) => active,
            ([var active, ..], _) => throw new ModelException(
                $"{Path.Combine(folder, ActiveVersion.FileName)} names version {active}, which does not "
                    + $"exist. Existing versions: {string.Join(", ", versions)}. Activate one of them: classifier models activate {task} VERSION"
            ),
            (_, [var only]) => only,
            _ => throw new ModelException(
                $"{folder} contains the versions {string.Join(", ", versions)}, and none is active. Choose the one that "
                    + $"serves: classifier models activate {task} VERSION"
            ),
        };

    private static ModelException CreateMissingException(string root, string task) =>
        new($"There is no {task} model in {Path.Combine(root, task)}. Train one, or specify another models folder.");

    /// <summary>Returns the versions of a task's models, oldest first, in numeric order.</summary>
    /// <param name="root">The root folder of the models.</param>
    /// <param name="task">The name of the task.</param>
    /// <exception cref="ModelException">The folder cannot be read.</exception>
    public static IReadOnlyList<string> Versions(string root, string task)
    {
        try
        {
            // Folders with a leading dot are still being written.
            return
            [
                .. Directory
                    .GetDirectories(Path.Combine(root, task))
                    .Where(version => File.Exists(Path.Combine(version, ModelBundle.ManifestName)))
                    .Select(version => Path.GetFileName(version))
                    .Where(version => !version.StartsWith('.'))
                    .Order(NumericOrder),
            ];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"The models in {Path.Combine(root, task)} cannot be listed: {e.Message}", e);
        }
    }

    private static StringComparer NumericOrder { get; } =
        StringComparer.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.CompareOptions.NumericOrdering
        );
}
