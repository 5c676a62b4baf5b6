using Classifier.Cli.CommandLine;
using Classifier.Cli.Terminals;
using Classifier.Lifecycle;
using Classifier.Models;

namespace Classifier.Cli.Commands.Training;

/// <summary>Finds where commands that train models write them, and prints their result.</summary>
internal static class TrainedVersion
{
    /// <summary>Returns the folder of the version after the latest one beside a model.</summary>
    /// <param name="source">The folder of the model.</param>
    /// <exception cref="CommandException">The names of the versions are not numbers.</exception>
    public static string GetNext(string source)
    {
        var task = Path.GetDirectoryName(source);
        var latest = Directory.Exists(task)
            ? Directory
                .GetDirectories(task)
                .Select(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
                .DefaultIfEmpty(0)
                .Max()
            : 0;
        return latest > 0
            ? Path.Combine(task!, $"{latest + 1}")
            : throw new CommandException($"The next version after {source} is not known; specify --output.");
    }

    /// <summary>Returns the folder of models of the environment or beside the program; null if there is none.</summary>
    public static string? FindRoot()
    {
        try
        {
            return ModelStore.FindRoot();
        }
        catch (ModelException)
        {
            return null;
        }
    }

    /// <summary>Returns the folder of models beside the program, regardless of the environment; null if there is none.</summary>
    public static string? FindShippedRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "models");
            if (Directory.Exists(Path.Combine(candidate, ModelBundle.TopicTask)))
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>Prints the metrics of a new version, and activates it if it is the first one.</summary>
    /// <param name="console">The console of the command.</param>
    /// <param name="task">The task, which is the name of the folder of the versions.</param>
    /// <param name="manifest">The manifest of the version.</param>
    /// <param name="output">The folder of the version.</param>
    /// <param name="active">The version that was active before; null if there was none.</param>
    /// <param name="notices">What else the user should know.</param>
    public static void Print(
        CommandConsole console,
        string task,
        IModelManifest manifest,
        string output,
        string? active,
        IEnumerable<string> notices
    )
    {
        foreach (var (name, value) in manifest.Metrics)
        {
            console.WriteLine($"  {ModelTables.FormatMetricName(name), -33} {value:0.####}");
        }

        foreach (var notice in notices.Distinct())
        {
            console.WriteLine(notice);
        }

        if (ModelActivation.ActivateFirst(output, task))
        {
            console.WriteLine($"{task} {manifest.Version} is active, because it is the first version.");
        }
        else if (active is not null && active != manifest.Version)
        {
            console.WriteLine(
                $"{task} {active} is still active; see classifier compare and classifier models activate."
            );
        }
    }
}
