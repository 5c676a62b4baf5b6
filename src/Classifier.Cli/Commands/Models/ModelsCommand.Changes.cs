using System.CommandLine;
using Classifier.Cli.CommandLine;
using Classifier.Models;
using Classifier.V1;

namespace Classifier.Cli.Commands.Models;

/// <summary>Creates the commands that change what serves.</summary>
internal static partial class ModelsCommand
{
    private static DocumentedCommand CreateActivate()
    {
        var task = CreateTask();
        var version = CreateVersion(ArgumentArity.ExactlyOne, "The version to serve.");
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
              classifier models activate topic 2 --server 127.0.0.1:5090
            """
        )
        {
            task,
            version,
            force,
        };
        SetChange(
            command,
            (parsed, models, cancellationToken) =>
                models.ActivateAsync(
                    parsed.GetValue(task)!,
                    parsed.GetValue(version)!,
                    parsed.GetValue(force),
                    cancellationToken
                ),
            (parsed, change) =>
                change.Previous == change.Version
                    ? $"{parsed.GetValue(task)} {change.Version} is already active."
                    : $"{parsed.GetValue(task)} {change.Version} is active{(change.Previous.Length == 0 ? "" : $"; it replaces {change.Previous}")}."
        );
        return command;
    }

    private static DocumentedCommand CreateRollback()
    {
        var task = CreateTask();
        var command = new DocumentedCommand(
            "rollback",
            "Activates the version that was active before.",
            """
            Examples:
              classifier models rollback topic
              classifier models rollback topic --server 127.0.0.1:5090
            """
        )
        {
            task,
        };
        SetChange(
            command,
            (parsed, models, cancellationToken) => models.RollBackAsync(parsed.GetValue(task)!, cancellationToken),
            (parsed, change) => $"{parsed.GetValue(task)} {change.Version} is active again."
        );
        return command;
    }

    private static DocumentedCommand CreateLabel()
    {
        var task = CreateTask();
        var label = new Argument<string>("label")
        {
            Description =
                $"The label, such as {ActiveFile.CanaryLabel}; {ActiveFile.StableLabel} always means the active version.",
            HelpName = "LABEL",
        };
        var version = CreateVersion(ArgumentArity.ZeroOrOne, "The version to label.");
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
            remove,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(remove) == (result.GetValue(version) is not null))
            {
                result.AddError("Give either a version or --remove.");
            }
        });
        SetChange(
            command,
            (parsed, models, cancellationToken) =>
                models.LabelAsync(
                    parsed.GetValue(task)!,
                    parsed.GetValue(label)!,
                    parsed.GetValue(version) ?? "",
                    cancellationToken
                ),
            (parsed, change) =>
                parsed.GetValue(remove)
                    ? $"{parsed.GetValue(task)} {change.Version} does not have the label {parsed.GetValue(label)} anymore."
                    : $"{parsed.GetValue(task)} {change.Version} has the label {parsed.GetValue(label)}."
        );
        return command;
    }

    private static DocumentedCommand CreatePromote()
    {
        var task = CreateTask();
        var force = CreateForce();
        var command = new DocumentedCommand(
            "promote",
            $"Activates the version with the label {ActiveFile.CanaryLabel} and removes the label.",
            """
            The version must have passed classifier compare against the version that is active now, as for activate.

            Examples:
              classifier models promote topic
              classifier models promote topic --server 127.0.0.1:5090
            """
        )
        {
            task,
            force,
        };
        SetChange(
            command,
            (parsed, models, cancellationToken) =>
                models.PromoteAsync(parsed.GetValue(task)!, parsed.GetValue(force), cancellationToken),
            (parsed, change) => $"{parsed.GetValue(task)} {change.Version} is active; it replaces {change.Previous}."
        );
        return command;
    }

    /// <summary>Makes a command change the models in a folder, or of a server.</summary>
    /// <param name="command">The command.</param>
    /// <param name="change">Makes the change.</param>
    /// <param name="describe">Describes the change.</param>
    private static void SetChange(
        Command command,
        Func<ParseResult, IModelOperations, CancellationToken, Task<ModelChange>> change,
        Func<ParseResult, ModelChange, string> describe
    )
    {
        var folder = CommonOptions.CreateModels();
        var server = CreateServer();
        command.Add(folder);
        command.Add(server);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var address = CommonOptions.GetServer(parsed, server, folder);
                using IModelOperations models = address is null
                    ? new LocalModels(ModelStore.FindRoot(parsed.GetValue(folder)))
                    : new RemoteModels(address);
                var result = await change(parsed, models, cancellationToken);
                parsed.Console.WriteLine(
                    $"{describe(parsed, result)} {(address is null ? "Running servers notice it within seconds." : $"The server at {address} has loaded it.")}"
                );
                foreach (var comparison in result.Comparisons)
                {
                    parsed.Console.WriteLine(
                        comparison.Passed
                            ? $"Relies on a comparison with {comparison.OldVersion} that {comparison.Summary}."
                            : $"Warning: another comparison with {comparison.OldVersion} {comparison.Summary}."
                    );
                }

                if (result.Refusal is { } refusal)
                {
                    throw new CommandException(
                        $"the server does not serve all models that are selected: {refusal.Reason}"
                    );
                }
            }
        );
    }

    private static Option<bool> CreateForce() =>
        new("--force")
        {
            Description = "Activate the version without a passed comparison. A broken model is always rejected.",
        };

    private static Option<Uri?> CreateServer() =>
        CommonOptions.CreateServer(
            "The address of ModelAdminService of a running server (its setting Classifier:Admin:Url), such as http://127.0.0.1:5090. Without it, the command uses the folder of models."
        );
}
