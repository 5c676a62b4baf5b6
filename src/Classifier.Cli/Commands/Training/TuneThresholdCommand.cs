using System.CommandLine;
using System.CommandLine.Parsing;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Terminals;
using Classifier.Models;
using Classifier.Training.Lifecycle.Thresholds;

namespace Classifier.Cli.Commands.Training;

/// <summary>Represents <c>classifier tune-threshold</c>, which sets thresholds of a model to reach a precision.</summary>
internal sealed class TuneThresholdCommand
{
    private const string Details = """
        Use it to trade recall for precision without retraining. It selects the lowest threshold that reaches the precision on the
        given headlines, with at least ten headlines above it, and writes it to the model's manifest; weights, scores, and hashes do
        not change. A topic that cannot reach the precision keeps its threshold, and the exit code is 3. Use headlines that the
        model was not trained on.

        Examples:
          classifier tune-threshold --model models/clickbait/1 --data gold.tsv --precision 0.9
          classifier tune-threshold --model models/clickbait/1 --data gold.tsv --precision 0.8 --band heavy --dry-run
          classifier tune-threshold --model models/topic/1 --data gold.tsv --precision 0.95
          classifier tune-threshold --model models/topic/1 --data gold.tsv --precision 0.95 --topic medtop:15000000
        """;

    private readonly Option<DirectoryInfo> _model = new("--model")
    {
        Description = "The folder of the model.",
        HelpName = "DIR",
        Required = true,
    };
    private readonly LabeledDataOptions _data = new();
    private readonly Option<double> _precision = new("--precision")
    {
        Description = "The precision to reach, greater than 0 and less than 1.",
        HelpName = "P",
        Required = true,
        CustomParser = ParsePrecision,
    };
    private readonly Option<string?> _band = new("--band")
    {
        Description = "The clickbait band whose lower threshold to tune. Default: considerable.",
        HelpName = string.Join('|', ThresholdTuning.Bands),
    };
    private readonly Option<string[]?> _topics = new("--topic")
    {
        Description = "One or more topics whose threshold to tune. Default, or all: every topic.",
        HelpName = "LABEL|all",
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "Print the thresholds without writing them.",
    };
    private readonly Option<bool> _json = CommonOptions.CreateJson();

    private TuneThresholdCommand() { }

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var options = new TuneThresholdCommand();
        options._band.AcceptOnlyFromAmong([.. ThresholdTuning.Bands]);
        var command = new DocumentedCommand(
            "tune-threshold",
            "Sets the thresholds of a model to reach a precision, without retraining.",
            Details
        )
        {
            options._model,
            options._precision,
            options._band,
            options._topics,
            options._dryRun,
            options._json,
        };
        options._data.AddTo(command);
        command.SetAction(options.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var folder = parsed.GetValue(_model)!.ToString();
        var isTopic = ModelBundle.ReadManifest(folder).Task == ModelBundle.TopicTask;
        Option otherOption = isTopic ? _band : _topics;
        if (parsed.GetResult(otherOption) is not null)
        {
            throw new CommandException(
                $"{folder} is a {(isTopic ? "topic" : "clickbait")} model; {otherOption.Name} does not apply to it."
            );
        }

        var found = isTopic ? TuneTopics(parsed, folder) : TuneBand(parsed, folder);
        if (parsed.GetValue(_json))
        {
            parsed.Console.WriteJson(found);
        }
        else
        {
            ThresholdTable.Write(ConsoleFactory.CreateOutput(parsed.Console), found, parsed.GetValue(_precision));
        }

        return found.Values.All(threshold => threshold is { IsReached: true })
            ? ExitCode.Success
            : ExitCode.CheckFailed;
    }

    private IReadOnlyDictionary<string, TunedThreshold?> TuneTopics(ParseResult parsed, string folder)
    {
        var topics = parsed.GetValue(_topics);
        var found = ThresholdTuning.TuneTopics(
            folder,
            _data.Open(parsed, ModelBundle.TopicTask),
            topics is null or ["all"] ? [] : topics,
            parsed.GetValue(_precision),
            parsed.Console.WriteNotice
        );
        var reached = found
            .Where(topic => topic.Value is { IsReached: true })
            .ToDictionary(topic => topic.Key, topic => topic.Value!.Threshold);
        if (reached.Count > 0 && !parsed.GetValue(_dryRun))
        {
            ThresholdTuning.SetTopics(folder, reached);
        }

        return found;
    }

    private Dictionary<string, TunedThreshold?> TuneBand(ParseResult parsed, string folder)
    {
        var band = parsed.GetValue(_band) ?? "considerable";
        var found = ThresholdTuning.TuneBand(
            folder,
            _data.Open(parsed, ModelBundle.ClickbaitTask),
            band,
            parsed.GetValue(_precision),
            parsed.Console.WriteNotice
        );
        if (found is { IsReached: true } && !parsed.GetValue(_dryRun))
        {
            ThresholdTuning.SetBand(folder, band, found.Threshold);
        }

        return new() { [band] = found };
    }

    private static double ParsePrecision(ArgumentResult result)
    {
        if (QuantityParser.ParseDecimal(result) is { } value and > 0 and < 1)
        {
            return value;
        }

        result.AddError(
            $"--precision must be greater than 0 and less than 1, such as 0.95, not '{result.Tokens[0].Value}'."
        );
        return default;
    }
}
