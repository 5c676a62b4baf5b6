using System.CommandLine;
using Classifier.Cli.CommandLine;
using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Evaluation;
using Classifier.Training.Evaluation.Reports;

namespace Classifier.Cli.Commands.Training;

/// <summary>The command <c>evaluate</c>: how good a model is, or would be.</summary>
internal static class EvaluateCommand
{
    /// <summary>Makes the command.</summary>
    public static DocumentedCommand Create()
    {
        var model = new Option<DirectoryInfo>("--model") { Description = "The model's folder.", Required = true };
        var data = LabeledDataOptions.CreateData();
        var map = LabeledDataOptions.CreateLabelsMap();
        var report = ReportOption();
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new DocumentedCommand(
            "evaluate",
            "Measures a model on labeled headlines.",
            $"""
            {LabeledDataOptions.Help}
            Of a file with a column split only the test rows are used. Give headlines that the model did not learn from; it answers
            among the topics that they have. Intervals are 95 % bootstrap intervals.

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
        command.SetAction(result =>
        {
            var bundle = ModelBundle.Read(result.GetValue(model)!.FullName);
            var labels = result.GetValue(map) is { } file ? LabelMap.Read(file.FullName) : null;
            var rows = result
                .GetValue(data)!
                .Select(path => LabeledFile.Read(path, labels))
                .SelectMany(read => read.Any(row => row.IsTest) ? read.Where(row => row.IsTest) : read)
                .ToList();
            Print(
                Measure(bundle, rows, string.Join(", ", result.GetValue(data)!.Select(Path.GetFileName))),
                result.GetValue(report),
                result.GetValue(json)
            );
        });
        return command;
    }

    /// <summary>The option that names a page to write.</summary>
    public static Option<FileInfo?> ReportOption() =>
        new("--report") { Description = "Write a page with charts here.", HelpName = "FILE.html" };

    /// <summary>Prints a report, and writes it as a page if one is asked for.</summary>
    public static void Print(EvaluationReport report, FileInfo? page, bool json)
    {
        if (page is not null)
        {
            AtomicFile.Write(page.FullName, HtmlEvaluation.Write(report));
        }

        Console.WriteLine(json ? ReportJson.Write(report) : TextEvaluation.Write(report));
    }

    private static EvaluationReport Measure(ModelBundle model, List<LabeledHeadline> rows, string files)
    {
        var manifest = model.Manifest;
        var isTopic = manifest.Task == ModelBundle.TopicTask;
        rows = [.. rows.Where(row => isTopic ? row.Topic is not null : row.Bait is not null)];
        return rows.Count == 0
            ? throw new TrainingDataException(isTopic ? "No row has a topic." : "No row has a bait label.")
            : Evaluator.Report(
                $"{manifest.Task} model {manifest.Version} on {files}",
                ScoredHeadlines.Of(model, rows),
                threshold: manifest.Bands?.Considerable ?? 0.5,
                minScore: isTopic ? manifest.MinScore : null
            );
    }
}
