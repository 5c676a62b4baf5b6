using System.CommandLine;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Terminals;
using Classifier.Lifecycle;
using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Recipes;
using Classifier.Training.Recipes.Updating;

namespace Classifier.Cli.Commands.Training;

/// <summary>Builds on an existing model, see <c>--from</c>.</summary>
internal sealed partial class TrainTaskCommand
{
    private readonly Option<string?> _from = new("--from")
    {
        Description =
            "Build on the model in this folder: learn from the data, and otherwise keep the answers of that model. Default: none, but the active model with --with-feedback. Use none to train from scratch.",
        HelpName = "DIR|none",
    };
    private readonly Option<string[]> _unlabeled = CreateUnlabeled();
    private readonly Option<string[]> _addedLabels = new("--add-label")
    {
        Description = "With --from: labels in the data that the existing model does not have.",
        HelpName = "LABEL",
        AllowMultipleArgumentsPerToken = true,
    };

    private Option[] UpdateOptions => [_unlabeled, _addedLabels];

    private Option[] OptionsOfTraining => [_vectors, _answers, _maxSize, _report, _time, _log, _resume];

    /// <summary>Creates <c>--unlabeled</c>.</summary>
    public static Option<string[]> CreateUnlabeled() =>
        new("--unlabeled", "--unlabelled")
        {
            Description =
                $"Unlabeled headlines on which the new model should keep the answers of the existing one: .txt files with one headline per line, or files like --data. Up to {UnlabeledHeadlines.MaxHeadlines:N0} are used. Default: {UnlabeledHeadlines.BuiltIn.Count:N0} headlines of various topics that come with the program.",
            HelpName = "FILE",
            AllowMultipleArgumentsPerToken = true,
        };

    private string? FindSource(ParseResult parsed)
    {
        if (parsed.GetValue(_from) is { } from)
        {
            return from == "none" ? null : Path.GetFullPath(from);
        }

        if (
            parsed.GetResult(_feedback) is null
            || HasOptionsOfTraining(parsed)
            || TrainedVersion.FindRoot() is not { } root
        )
        {
            return null;
        }

        // Without models, there is nothing to build on yet. With several of which none is active, the user has to choose.
        return ModelStore.Versions(root, _task).Count == 0 ? null : ModelStore.FindModel(root, _task);
    }

    private bool HasOptionsOfTraining(ParseResult parsed) => OptionsOfTraining.Any(option => IsGiven(parsed, option));

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    private int Update(
        ParseResult parsed,
        string source,
        IReadOnlyList<LabeledInput> data,
        CancellationToken cancellationToken
    )
    {
        if (OptionsOfTraining.FirstOrDefault(option => IsGiven(parsed, option)) is { } unsupported)
        {
            throw new CommandException(
                $"{unsupported.Name} cannot be combined with --from; the new model has the features of the existing one."
            );
        }

        var notices = new List<string>();
        var update = new ModelUpdate(source, data, parsed.GetValue(_output)?.FullName ?? TrainedVersion.GetNext(source))
        {
            Labels = LabeledDataOptions.ReadLabelsMap(parsed, _map),
            AddedLabels = parsed.GetValue(_addedLabels) ?? [],
            Feedback = ReadFeedback(parsed),
            Unlabeled = _data.ReadUnlabeled(parsed, parsed.GetValue(_unlabeled)),
            Notify = notices.Add,
        };
        var active = ModelActivation.PinCurrent(update.Output, _task);
        var manifest = ProgressDisplay.RunSteps(
            parsed.Console,
            (step, detail) => update.Run(_task, new TrainingProgress(step, detail, cancellationToken))
        );
        parsed.Console.WriteLine($"{_task} model {manifest.Version}, built on {source}, is in {update.Output}");
        TrainedVersion.Print(parsed.Console, _task, manifest, update.Output, active, notices);
        return ExitCode.Success;
    }

    private void RejectUpdateOptions(ParseResult parsed)
    {
        if (UpdateOptions.FirstOrDefault(option => IsGiven(parsed, option)) is { } unsupported)
        {
            throw new CommandException($"{unsupported.Name} requires --from, which names the model to build on.");
        }
    }
}
