using System.CommandLine;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Terminals;
using Classifier.Models;
using Classifier.Training.Lifecycle;

namespace Classifier.Cli.Commands.Models;

/// <summary><c>classifier models</c>: versions side by side, and which of them serves.</summary>
internal static class ModelsCommand
{
    private const string Layout = """
        Models stand in <models>/<task>/<version>. The file <models>/<task>/active names the version that serves, by its first
        line; without it the newest does. A server reads it when it starts.
        """;

    private static readonly string[] Tasks = [ModelBundle.TopicTask, ModelBundle.ClickbaitTask];

    /// <summary>Makes the command.</summary>
    public static Command Create() =>
        new DocumentedCommand(
            "models",
            "Lists, checks and chooses models.",
            $"""
            {Layout}

            Examples:
              classifier models list
              classifier models verify
              classifier models activate topic 2
              classifier models rollback topic
            """
        )
        {
            List(),
            Show(),
            Verify(),
            Activate(),
            RollBack(),
        };

    private static DocumentedCommand List()
    {
        var models = ModelsOption.Create();
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new DocumentedCommand(
            "list",
            "Lists all versions, the active ones marked.",
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
                throw new CommandException($"{root}: there is no model; train one with classifier train.");
            }

            if (parsed.GetValue(json))
            {
                JsonOutput.Write(versions);
            }
            else
            {
                ModelTables.WriteList(ConsoleFactory.CreateOutput(), versions);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static DocumentedCommand Show()
    {
        var (task, version, models) = (
            Task(),
            Version(ArgumentArity.ZeroOrOne, "The version; left out: the active one."),
            ModelsOption.Create()
        );
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new DocumentedCommand(
            "show",
            "Shows what is known of a model: figures, data, comparison.",
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
                JsonOutput.Write(model);
            }
            else
            {
                ModelTables.WriteOne(ConsoleFactory.CreateOutput(), model);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static DocumentedCommand Verify()
    {
        var task = Task();
        task.Arity = ArgumentArity.ZeroOrOne;
        var (version, models) = (
            Version(ArgumentArity.ZeroOrOne, "The version; left out: all."),
            ModelsOption.Create()
        );
        var command = new DocumentedCommand(
            "verify",
            "Checks models: hashes, and scores of the probes, against ML.NET and the manifest.",
            """
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
            var chosen = (parsed.GetValue(task) is { } one ? [one] : Tasks)
                .SelectMany(name => ModelStore.Versions(root, name).Select(entry => (Task: name, Version: entry)))
                .Where(model => parsed.GetValue(version) is not { } only || only == model.Version)
                .ToList();
            if (chosen.Count == 0)
            {
                throw new CommandException($"{root}: there is no such model; see classifier models list.");
            }

            var code = ExitCode.Success;
            foreach (var (name, entry) in chosen)
            {
                try
                {
                    ModelBundle.Read(Path.Combine(root, name, entry));
                    Console.WriteLine($"{name} {entry}: good");
                }
                catch (ModelException exception)
                {
                    Console.WriteLine($"{name} {entry}: broken. {exception.Message}");
                    code = ExitCode.CheckFailed;
                }
            }

            return code;
        });
        return command;
    }

    private static DocumentedCommand Activate()
    {
        var (task, version, models) = (
            Task(),
            Version(ArgumentArity.ExactlyOne, "The version to serve."),
            ModelsOption.Create()
        );
        var force = new Option<bool>("--force")
        {
            Description = "Activate it without a passed comparison. A broken model is refused all the same.",
        };
        var command = new DocumentedCommand(
            "activate",
            "Chooses the version that serves.",
            $"""
            A version is activated only if it scores its probes as it did when it was made, and passed classifier compare against
            the version that is active now, both being as they were then.
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
            var (name, chosen) = (parsed.GetValue(task)!, parsed.GetValue(version)!);
            var previous = ModelActivation.Activate(
                ModelStore.FindRoot(parsed.GetValue(models)),
                name,
                chosen,
                parsed.GetValue(force)
            );
            Console.WriteLine(
                previous == chosen
                    ? $"{name} {chosen} is active already."
                    : $"{name} {chosen} is active{(previous is null ? "" : $"; {previous} was before")}. A running server goes on with its models until it is restarted."
            );
        });
        return command;
    }

    private static DocumentedCommand RollBack()
    {
        var (task, models) = (Task(), ModelsOption.Create());
        var command = new DocumentedCommand(
            "rollback",
            "Goes back to the version that was active before.",
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
            Console.WriteLine(
                $"{name} {version} is active again. A running server goes on with its models until it is restarted."
            );
        });
        return command;
    }

    private static Argument<string> Task()
    {
        var task = new Argument<string>("task") { Description = "topic or clickbait.", HelpName = "topic|clickbait" };
        task.AcceptOnlyFromAmong(Tasks);
        return task;
    }

    private static Argument<string> Version(ArgumentArity arity, string description) =>
        new("version")
        {
            Description = description,
            Arity = arity,
            HelpName = "VERSION",
        };
}
