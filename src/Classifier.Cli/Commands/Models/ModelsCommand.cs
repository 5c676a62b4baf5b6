using System.CommandLine;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Terminals;
using Classifier.Lifecycle;
using Classifier.Models;
using Classifier.Onnx;

namespace Classifier.Cli.Commands.Models;

/// <summary>Represents <c>classifier models</c>, which manages the versions of models and selects those that serve.</summary>
internal static partial class ModelsCommand
{
    private const string Layout = """
        Models are stored in <models>/<task>/<version>. The first line of the file <models>/<task>/active names the active version,
        which serves. Without the file, a single version serves; of several, none does until one is activated. Lines such as
        “@canary 6” label versions, which servers load beside the active one. A running server notices a change within seconds.
        """;

    /// <summary>Creates the command.</summary>
    public static Command Create() =>
        new DocumentedCommand(
            "models",
            "Lists, verifies, activates, labels, and rolls back models.",
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
              classifier models canary status --server 127.0.0.1:5090
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
            CreateCanary(),
        };

    private static DocumentedCommand CreateList()
    {
        var models = CommonOptions.CreateModels();
        var json = CommonOptions.CreateJson();
        var server = CreateServer();
        var command = new DocumentedCommand(
            "list",
            "Lists all versions and marks the active ones.",
            $"""
            {Layout}

            Examples:
              classifier models list
              classifier models list --models /srv/models --json
              classifier models list --server 127.0.0.1:5090
            """
        )
        {
            models,
            json,
            server,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                if (parsed.GetValue(server) is { } address)
                {
                    using var remote = new RemoteModels(address);
                    var stored = await remote.ListAsync(cancellationToken);
                    if (parsed.GetValue(json))
                    {
                        parsed.Console.WriteJson(stored);
                    }
                    else
                    {
                        ModelTables.WriteList(ConsoleFactory.CreateOutput(parsed.Console), stored);
                    }

                    return ExitCode.Success;
                }

                var root = ModelStore.FindRoot(parsed.GetValue(models));
                var versions = StoredModel.ReadAll(root, ModelKinds.All);
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
            }
        );
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
            "Shows a model's metrics, training files, thresholds, and last comparison.",
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
                ModelKinds.Get(name),
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
            scores of the probes, sample headlines in the manifest, with those of the training. The exit code is 3 if a model is broken.

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
            var selected = (parsed.GetValue(task) is { } one ? [one] : ModelKinds.Tasks)
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
                    ModelKinds.Get(name).Verify(Path.Combine(root, name, entry));
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

    private static Argument<string> CreateTask()
    {
        var task = new Argument<string>("task")
        {
            Description = $"The task: {string.Join(", ", ModelKinds.Tasks)}.",
            HelpName = "TASK",
        };
        task.AcceptOnlyFromAmong([.. ModelKinds.Tasks]);
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
