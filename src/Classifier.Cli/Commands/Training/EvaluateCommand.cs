using System.CommandLine;
using Classifier.Cli.CommandLine;
using Classifier.Models;
using Classifier.Training.Evaluation;
using Classifier.Training.Evaluation.Reports;

namespace Classifier.Cli.Commands.Training;

/// <summary>Represents <c>classifier evaluate</c>, which measures a model on labeled headlines.</summary>
internal static class EvaluateCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var model = new EvaluatedModelOptions();
        var data = new LabeledDataOptions();
        var map = LabeledDataOptions.CreateLabelsMap();
        var report = CreateReport();
        var json = CommonOptions.CreateJson();
        var command = new DocumentedCommand(
            "evaluate",
            "Measures a model on labeled headlines.",
            $"""
            Use it to measure a finished model on headlines that it was not trained on; the report warns if it was. If a file marks rows
            as held out in a column split, only these are used. Use evaluate split to measure what a model trained on your data would
            achieve, evaluate pairs for contrast sets, and evaluate pages for the extraction of headlines from pages. A topic model
            chooses among the topics that occur in the data. Intervals are 95 % bootstrap intervals.

            {LabeledDataOptions.Help}

            Examples:
              classifier evaluate --model models/topic/1 --data training/data/headlines.tsv
              classifier evaluate --model models/clickbait/1 --data labeled.csv --report bait.html
              classifier evaluate --model models/clickbait/1 --data labeled.csv --json
              classifier evaluate --model models/encoder/4 --task topic --data labeled.csv
              classifier evaluate split topic --by story --data labeled.csv
              classifier evaluate pairs --model models/topic/1 --data training/data/minimal_pairs.tsv
            """
        )
        {
            map,
            report,
            json,
        };
        model.AddTo(command);
        data.AddTo(command);
        command.Add(EvaluateSplitCommand.Create());
        command.Add(EvaluatePairsCommand.Create());
        command.Add(EvaluateUpdateCommand.Create());
        command.Add(EvaluatePagesCommand.Create());
        command.Add(EvaluateAllCommand.Create());
        command.SetAction(parsed =>
        {
            OutputCheck.EnsureWritable("--report", parsed.GetValue(report)?.FullName);
            var evaluated = model.Open(parsed);
            var labels = LabeledDataOptions.ReadLabelsMap(parsed, map);
            WriteReport(
                parsed.Console,
                FileEvaluation.Run(evaluated, data.Open(parsed, evaluated.Task), labels),
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
    public static void WriteReport(CommandConsole console, EvaluationReport report, FileInfo? page, bool json)
    {
        if (page is not null)
        {
            AtomicFile.Write(page.FullName, HtmlEvaluation.Write(report));
        }

        if (json)
        {
            console.WriteJson(report);
        }
        else
        {
            console.WriteLine(TextEvaluation.Write(report));
        }
    }
}
