using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Terminals;
using Classifier.Models;
using Classifier.Training.Lifecycle.Thresholds;

namespace Classifier.Cli.Commands.Training;

/// <summary><c>classifier tune-threshold</c>: from which score on is a model right often enough?</summary>
internal sealed class TuneThresholdCommand
{
    private const string Examples = """
        The lowest threshold is taken at which the precision is reached on the headlines given, with at least ten headlines from
        there on. It is written to the model's manifest; weights, scores and hashes stay. A topic that cannot reach the precision
        keeps its threshold, is told, and makes the exit code 3. Take headlines that the model has not learned from.

        Examples:
          classifier tune-threshold --model models/clickbait/1 --data gold.tsv --precision 0.9
          classifier tune-threshold --model models/clickbait/1 --data gold.tsv --precision 0.8 --band heavy --dry-run
          classifier tune-threshold --model models/topic/1 --data gold.tsv --precision 0.95
          classifier tune-threshold --model models/topic/1 --data gold.tsv --precision 0.95 --topic medtop:15000000
        """;

    private readonly Option<DirectoryInfo> _model = new("--model")
    {
        Description = "The model's folder.",
        Required = true,
    };
    private readonly Option<string[]> _data = LabeledDataOptions.CreateData();
    private readonly Option<double> _precision = new("--precision")
    {
        Description = "The precision to reach, over 0 and under 1.",
        HelpName = "P",
        Required = true,
        CustomParser = Share,
    };
    private readonly Option<string?> _band = new("--band")
    {
        Description = "The clickbait band whose beginning is tuned; left out: considerable.",
        HelpName = string.Join('|', ThresholdTuning.Bands),
    };
    private readonly Option<string[]?> _topics = new("--topic")
    {
        Description = "The topics whose smallest score is tuned; left out or all: every one.",
        HelpName = "LABEL|all",
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Write nothing, only tell." };
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };

    private TuneThresholdCommand() { }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var options = new TuneThresholdCommand();
        options._band.AcceptOnlyFromAmong([.. ThresholdTuning.Bands]);
        var command = new DocumentedCommand(
            "tune-threshold",
            "Tunes thresholds to a precision, without retraining.",
            Examples
        )
        {
            options._model,
            options._data,
            options._precision,
            options._band,
            options._topics,
            options._dryRun,
            options._json,
        };
        command.SetAction(options.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var folder = parsed.GetValue(_model)!.ToString();
        var isTopic = ModelBundle.ReadManifest(folder).Task == ModelBundle.TopicTask;
        Option unfit = isTopic ? _band : _topics;
        if (parsed.GetResult(unfit) is not null)
        {
            throw new CommandException(
                $"{folder} holds a {(isTopic ? "topic" : "clickbait")} model, which {unfit.Name} does not fit."
            );
        }

        var found = isTopic ? Topics(parsed, folder) : Band(parsed, folder);
        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(found);
        }
        else
        {
            ThresholdTable.Write(ConsoleFactory.CreateOutput(), found, parsed.GetValue(_precision));
        }

        return found.Values.All(threshold => threshold is { IsReached: true })
            ? ExitCode.Success
            : ExitCode.CheckFailed;
    }

    private IReadOnlyDictionary<string, TunedThreshold?> Topics(ParseResult parsed, string folder)
    {
        var topics = parsed.GetValue(_topics);
        var found = ThresholdTuning.Topics(
            folder,
            parsed.GetValue(_data)!,
            topics is null or ["all"] ? [] : topics,
            parsed.GetValue(_precision)
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

    private Dictionary<string, TunedThreshold?> Band(ParseResult parsed, string folder)
    {
        var band = parsed.GetValue(_band) ?? "considerable";
        var found = ThresholdTuning.Band(folder, parsed.GetValue(_data)!, band, parsed.GetValue(_precision));
        if (found is { IsReached: true } && !parsed.GetValue(_dryRun))
        {
            ThresholdTuning.SetBand(folder, band, found.Threshold);
        }

        return new() { [band] = found };
    }

    private static double Share(ArgumentResult result)
    {
        if (
            double.TryParse(
                result.Tokens[0].Value,
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var value
            ) && value is > 0 and < 1
        )
        {
            return value;
        }

        result.AddError($"--precision is a number over 0 and under 1, such as 0.95, not '{result.Tokens[0].Value}'.");
        return default;
    }
}
