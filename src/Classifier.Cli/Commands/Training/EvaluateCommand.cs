using System.CommandLine;
using Classifier.Cli.CommandLine;
using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Evaluation;
using Classifier.Training.Evaluation.Predictions;
using Classifier.Training.Evaluation.Reports;

namespace Classifier.Cli.Commands.Training;

/// <summary>Represents <c>classifier evaluate</c>, which measures a model on labeled headlines.</summary>
internal static class EvaluateCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var model = new Option<DirectoryInfo>("--model")
        {
            Description = "The folder of the model.",
            HelpName = "DIR",
            Required = true,
        };
        var data = LabeledDataOptions.CreateData();
        var map = LabeledDataOptions.CreateLabelsMap();
        var report = CreateReport();
        var json = CommonOptions.CreateJson();
        var command = new DocumentedCommand(
            "evaluate",
            "Measures a model on labeled headlines.",
            $"""
            Use it to measure a finished model on headlines that it was not trained on; if a file has a column split, only its test rows
            are used. Use evaluate split to measure what a model trained on your data would achieve, evaluate pairs for contrast sets,
            and evaluate pages for the extraction of headlines from pages. A topic model chooses among the topics that occur in the
            data. Intervals are 95 % bootstrap intervals.

            {LabeledDataOptions.Help}

            Examples:
              classifier evaluate --model models/topic/1 --data training/data/headlines.tsv
              classifier evaluate --model models/clickbait/1 --data labeled.csv --report bait.html
              classifier evaluate --model models/clickbait/1 --data labeled.csv --json
              classifier evaluate split topic --by story --data labeled.csv
              classifier evaluate pairs --model models/topic/1 --data training/data/minimal_pairs.tsv
            """
        )
        {
            model,
            data,
            map,
            report,
            json,
        };
        command.Add(EvaluateSplitCommand.Create());
        command.Add(EvaluatePairsCommand.Create());
        command.Add(EvaluatePagesCommand.Create());
        command.Add(EvaluateAllCommand.Create());
        command.SetAction(parsed =>
        {
            var bundle = ModelBundle.Read(parsed.GetValue(model)!.FullName);
            var labels = LabeledDataOptions.ReadLabelsMap(parsed, map);
            var rows = parsed
                .GetValue(data)!
                .Select(path => LabeledFile.Read(path, labels))
                .SelectMany(read => read.Any(row => row.IsTest) ? read.Where(row => row.IsTest) : read)
                .ToList();
            WriteReport(
                Measure(bundle, rows, string.Join(", ", parsed.GetValue(data)!.Select(Path.GetFileName))),
                parsed.GetValue(report),
                parsed.GetValue(json)
            );
        });
        return command;
    }

    /// <summary>Creates <c>--report</c>.</summary>
    public static Option<FileInfo?> CreateReport() =>
        new("--report") { Description = "Write an HTML report with charts to this file.", HelpName = "FILE.html" };

    /// <summary>Prints a report and, if a file is given, writes it as HTML.</summary>
    public static void WriteReport(EvaluationReport report, FileInfo? page, bool json)
    {
        if (page is not null)
        {
            AtomicFile.Write(page.FullName, HtmlEvaluation.Write(report));
        }

        if (json)
        {
            JsonOutput.Write(report);
        }
        else
        {
            Console.WriteLine(TextEvaluation.Write(report));
        }
    }

    private static EvaluationReport Measure(ModelBundle model, List<LabeledHeadline> rows, string files)
    {
        var manifest = model.Manifest;
        var isTopic = manifest.Task == ModelBundle.TopicTask;
        rows = [.. rows.Where(row => isTopic ? row.Topic is not null : row.Bait is not null)];
        return rows.Count == 0
            ? throw new CommandException($"{files}: no row has a {(isTopic ? "topic" : "clickbait label")}.")
            : Evaluator.Evaluate(
                $"{manifest.Task} model {manifest.Version} on {files}",
                ScoredHeadlines.Score(model, rows),
                threshold: manifest.Bands?.Considerable ?? 0.5,
                minScore: isTopic ? manifest.MinScore : null
            );
    }
}
