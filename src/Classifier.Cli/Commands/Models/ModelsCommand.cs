using System.CommandLine;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Terminals;
using Classifier.Models;
using Classifier.Training.Lifecycle;
using Classifier.Training.Lifecycle.Comparing;

namespace Classifier.Cli.Commands.Models;

/// <summary>Represents <c>classifier models</c>, which manages the versions of models and selects those that serve.</summary>
internal static class ModelsCommand
{
    private const string Layout = """
        Models are stored in <models>/<task>/<version>. The first line of the file <models>/<task>/active names the active version,
        which serves. Without the file, a single version serves; of several, none does until one is activated. Lines such as
        “@canary 6” label versions, which servers load beside the active one. A running server notices a change within seconds.
        """;

    private static readonly string[] Tasks = [ModelBundle.TopicTask, ModelBundle.ClickbaitTask];

    /// <summary>Creates the command.</summary>
    public static Command Create() =>
        new DocumentedCommand(
            "models",
            "Lists, verifies, activates, labels and rolls back models.",
            $"""
            Use it to put a trained model into service and to return to an earlier one.
            {Layout}

            Examples:
              classifier models list
              classifier models verify
              classifier models activate topic 2
              classifier models rollback topic
              classifier models label topic canary 3
              classifier models promote topic
            """
        )
        {
            CreateList(),
            CreateShow(),
            CreateVerify(),
            CreateActivate(),
            CreateRollback(),
            CreateLabel(),
            CreatePromote(),
        };

    private static DocumentedCommand CreateList()
    {
        var models = CommonOptions.CreateModels();
        var json = CommonOptions.CreateJson();
        var command = new DocumentedCommand(
            "list",
            "Lists all versions and marks the active ones.",
            $"""
            {Layout}

            Examples:
              classifier models list
              classifier models list --models /srv/models --json
            """
        )
        {
            models,
            json,
        };
        command.SetAction(parsed =>
        {
            var root = ModelStore.FindRoot(parsed.GetValue(models));
            var versions = Tasks
                .SelectMany(task =>
                    ModelStore.Versions(root, task).Select(version => StoredModel.Read(root, task, version))
                )
                .ToList();
            if (versions.Count == 0)
            {
                throw new CommandException($"{root} has no models; train one with classifier train.");
            }

            if (parsed.GetValue(json))
            {
                parsed.Console.WriteJson(versions);
            }
            else
            {
                ModelTables.WriteList(ConsoleFactory.CreateOutput(parsed.Console), versions);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static DocumentedCommand CreateShow()
    {
        var task = CreateTask();
        var version = CreateVersion(ArgumentArity.ZeroOrOne, "The version. Default: the active one.");
        var models = CommonOptions.CreateModels();
        var json = CommonOptions.CreateJson();
        var command = new DocumentedCommand(
            "show",
            "Shows a model's metrics, training files, thresholds and last comparison.",
            """
            Examples:
              classifier models show topic
              classifier models show clickbait 1 --json
            """
        )
        {
            task,
            version,
            models,
            json,
        };
        command.SetAction(parsed =>
        {
            var root = ModelStore.FindRoot(parsed.GetValue(models));
            var name = parsed.GetValue(task)!;
            var model = StoredModel.Read(
                root,
                name,
                parsed.GetValue(version) ?? Path.GetFileName(ModelStore.FindModel(root, name))
            );
            if (parsed.GetValue(json))
            {
                parsed.Console.WriteJson(model);
            }
            else
            {
                ModelTables.WriteOne(ConsoleFactory.CreateOutput(parsed.Console), model);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static DocumentedCommand CreateVerify()
    {
        var task = CreateTask();
        task.Arity = ArgumentArity.ZeroOrOne;
        var version = CreateVersion(ArgumentArity.ZeroOrOne, "The version. Default: all versions.");
        var models = CommonOptions.CreateModels();
        var command = new DocumentedCommand(
            "verify",
            "Verifies that models are complete and score as they did when they were trained.",
            """
            Use it after you copied models or updated the program. It compares the hashes of the files with the manifest, and the
            scores of the probes, sample headlines in the manifest, with those of ML.NET. The exit code is 3 if a model is broken.

            Examples:
              classifier models verify
              classifier models verify topic 2
            """
        )
        {
            task,
            version,
            models,
        };
        command.SetAction(parsed =>
        {
            var root = ModelStore.FindRoot(parsed.GetValue(models));
            var selected = (parsed.GetValue(task) is { } one ? [one] : Tasks)
                .SelectMany(name => ModelStore.Versions(root, name).Select(entry => (Task: name, Version: entry)))
                .Where(model => parsed.GetValue(version) is not { } only || only == model.Version)
                .ToList();
            if (selected.Count == 0)
            {
                throw new CommandException($"{root} has no such model; see classifier models list.");
            }

            var code = ExitCode.Success;
            foreach (var (name, entry) in selected)
            {
                try
                {
                    ModelBundle.Read(Path.Combine(root, name, entry));
                    parsed.Console.WriteLine($"{name} {entry}: good");
                }
                catch (ModelException exception)
                {
                    parsed.Console.WriteLine($"{name} {entry}: broken. {exception.Message}");
                    code = ExitCode.CheckFailed;
                }
            }

            return code;
        });
        return command;
    }

    private static DocumentedCommand CreateActivate()
    {
        var task = CreateTask();
        var version = CreateVersion(ArgumentArity.ExactlyOne, "The version to serve.");
        var models = CommonOptions.CreateModels();
        var force = CreateForce();
        var command = new DocumentedCommand(
            "activate",
            "Selects the version that serves.",
            $"""
            A version can be activated if it scores its probes as it did when it was trained, and if it passed classifier compare
            against the version that is active now. The comparison must be of the two models as they are now.
            {Layout}

            Examples:
              classifier models activate topic 2
              classifier models activate topic 2 --force
            """
        )
        {
            task,
            version,
            models,
            force,
        };
        command.SetAction(parsed =>
        {
            var (name, selected) = (parsed.GetValue(task)!, parsed.GetValue(version)!);
            var (previous, comparisons) = ModelActivation.Activate(
                ModelStore.FindRoot(parsed.GetValue(models)),
                name,
                selected,
                parsed.GetValue(force)
            );
            parsed.Console.WriteLine(
                previous == selected
                    ? $"{name} {selected} is already active."
                    : $"{name} {selected} is active{(previous is null ? "" : $"; it replaces {previous}")}. Running servers load it within seconds."
            );
            WriteComparisons(parsed.Console, previous, comparisons);
        });
        return command;
    }

    private static DocumentedCommand CreateRollback()
    {
        var task = CreateTask();
        var models = CommonOptions.CreateModels();
        var command = new DocumentedCommand(
            "rollback",
            "Activates the version that was active before.",
            """
            Examples:
              classifier models rollback topic
            """
        )
        {
            task,
            models,
        };
        command.SetAction(parsed =>
        {
            var name = parsed.GetValue(task)!;
            var version = ModelActivation.RollBack(ModelStore.FindRoot(parsed.GetValue(models)), name);
            parsed.Console.WriteLine($"{name} {version} is active again. Running servers load it within seconds.");
        });
        return command;
    }

    private static DocumentedCommand CreateLabel()
    {
        var task = CreateTask();
        var label = new Argument<string>("label")
        {
            Description = "The label, such as canary; stable always means the active version.",
            HelpName = "LABEL",
        };
        var version = CreateVersion(ArgumentArity.ZeroOrOne, "The version to label.");
        var models = CommonOptions.CreateModels();
        var remove = new Option<bool>("--remove") { Description = "Remove the label." };
        var command = new DocumentedCommand(
            "label",
            "Gives a version a label, so that servers load it beside the active one.",
            $"""
            Clients name the version or its label in options.model_version to be answered by it. The version with the label canary
            can also be tried on a share of all calls; see the settings Classifier:Canary of the server. A version has any number
            of labels; a label has one version.
            {Layout}

            Examples:
              classifier models label topic canary 6
              classifier models label topic canary --remove
            """
        )
        {
            task,
            label,
            version,
            models,
            remove,
        };
        command.SetAction(parsed =>
        {
            var root = ModelStore.FindRoot(parsed.GetValue(models));
            var (name, text) = (parsed.GetValue(task)!, parsed.GetValue(label)!);
            if (parsed.GetValue(remove) == (parsed.GetValue(version) is not null))
            {
                throw new CommandException("give either a version or --remove.");
            }

            if (parsed.GetValue(version) is { } selected)
            {
                ModelActivation.Label(root, name, text, selected);
                parsed.Console.WriteLine(
                    $"{name} {selected} has the label {text}. Running servers load it within seconds."
                );
            }
            else
            {
                var unlabeled = ActiveVersion.RemoveLabel(Path.Combine(root, name), text);
                parsed.Console.WriteLine($"{name} {unlabeled} does not have the label {text} anymore.");
            }
        });
        return command;
    }

    private static DocumentedCommand CreatePromote()
    {
        var task = CreateTask();
        var models = CommonOptions.CreateModels();
        var force = CreateForce();
        var command = new DocumentedCommand(
            "promote",
            $"Activates the version with the label {ActiveFile.CanaryLabel} and removes the label.",
            """
            The version must have passed classifier compare against the version that is active now, as for activate.

            Examples:
              classifier models promote topic
            """
        )
        {
            task,
            models,
            force,
        };
        command.SetAction(parsed =>
        {
            var name = parsed.GetValue(task)!;
            var (version, (previous, comparisons)) = ModelActivation.Promote(
                ModelStore.FindRoot(parsed.GetValue(models)),
                name,
                ActiveFile.CanaryLabel,
                parsed.GetValue(force)
            );
            parsed.Console.WriteLine(
                $"{name} {version} is active; it replaces {previous}. Running servers use it within seconds."
            );
            WriteComparisons(parsed.Console, previous, comparisons);
        });
        return command;
    }

    private static void WriteComparisons(
        CommandConsole console,
        string? previous,
        IReadOnlyList<ComparisonRecord> comparisons
    )
    {
        foreach (var comparison in comparisons)
        {
            console.WriteLine(
                comparison.Passed
                    ? $"Relies on a comparison with {previous} that {comparison.Summary}."
                    : $"Warning: another comparison with {previous} {comparison.Summary}."
            );
        }
    }

    private static Option<bool> CreateForce() =>
        new("--force")
        {
            Description = "Activate the version without a passed comparison. A broken model is always rejected.",
        };

    private static Argument<string> CreateTask()
    {
        var task = new Argument<string>("task") { Description = "The task: topic or clickbait.", HelpName = "TASK" };
        task.AcceptOnlyFromAmong(Tasks);
        return task;
    }

    private static Argument<string> CreateVersion(ArgumentArity arity, string description) =>
        new("version")
        {
            Description = description,
            Arity = arity,
            HelpName = "VERSION",
        };
}
