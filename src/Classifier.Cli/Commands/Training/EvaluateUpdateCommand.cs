using System.CommandLine;
using System.Globalization;
using System.Text;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Terminals;
using Classifier.Models;
using Classifier.Training.Evaluation.Updating;

namespace Classifier.Cli.Commands.Training;

/// <summary>Represents <c>classifier evaluate update</c>, which measures building on a model.</summary>
internal static class EvaluateUpdateCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var model = new Option<DirectoryInfo>("--model")
        {
            Description = "The folder of the model to build on.",
            HelpName = "DIR",
            Required = true,
        };
        var data = new LabeledDataOptions();
        var gold = new Option<string[]>("--gold")
        {
            Description = "Labeled headlines on which the accuracy before and after is measured.",
            HelpName = "FILE",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var unlabeled = TrainTaskCommand.CreateUnlabeled();
        var json = CommonOptions.CreateJson();
        var command = new DocumentedCommand(
            "update",
            "Measures what train --from learns from corrections and what it forgets.",
            """
            Relabels headlines of --data by a rule that contradicts the model, builds on the model with them, and measures the share of
            corrections and of unseen headlines of the same rule that the new model answers correctly, and its accuracy on --gold. Also
            adds a topic, and repeats the measurement for 10 to 1,000 corrections. The exit code is 3 if a target is missed.

            Examples:
              classifier evaluate update --model models/topic/7 --data train.tsv --gold gold.tsv
              classifier evaluate update --model models/clickbait/6 --data train.tsv --gold gold.tsv --json
            """
        )
        {
            model,
            gold,
            unlabeled,
            json,
        };
        data.AddTo(command);
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(model)!.FullName;
            var task = ModelBundle.ReadManifest(folder).Task;
            var evaluation = new UpdateEvaluation(
                folder,
                data.Open(parsed, task),
                data.Open(parsed, parsed.GetValue(gold)!, task),
                data.ReadUnlabeled(parsed, parsed.GetValue(unlabeled))
            );
            var report = ProgressDisplay.RunSteps(parsed.Console, progress => evaluation.Run(task, progress));
            if (parsed.GetValue(json))
            {
                parsed.Console.WriteJson(report);
            }
            else
            {
                parsed.Console.WriteLine(Format(report));
            }

            return report.Passed ? ExitCode.Success : ExitCode.CheckFailed;
        });
        return command;
    }

    private static string Format(UpdateReport report)
    {
        var text = new StringBuilder()
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"Built on {report.Model}, with its answers on {report.Unlabeled:N0} unlabeled headlines; {report.Overlapping:N0} more have the same words as a labeled one and were left out. Accuracy of {report.Model} on {report.GoldHeadlines:N0} gold headlines: {report.GoldBefore:0.000}"
            )
            .AppendLine()
            .AppendLine("| corrections | learned | unseen right | gold | gold outside the rule (before) | seconds |")
            .AppendLine("|---|---|---|---|---|---|");
        foreach (var result in report.Curve.Prepend(report.Corrections))
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {result.Corrections:N0} | {result.Learned:N0} | {result.UnseenRight:0.000} of {result.Unseen} | {result.Gold:0.000} | {result.GoldOutsideRule:0.000} ({result.GoldOutsideRuleBefore:0.000}) | {result.Seconds:0.0} |"
            );
        }

        text.AppendLine()
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"First row: {report.Corrections.Rule}. Others: {report.Curve[0].Rule}."
            );
        if (report.AddedTopic is { } added)
        {
            text.AppendLine()
                .AppendLine(
                    CultureInfo.InvariantCulture,
                    $"Added topic, {added.Rows} headlines: F1 {added.F1:0.000} (precision {added.Precision:0.000}, recall {added.Recall:0.000}) on {added.Unseen} unseen headlines and gold; gold {added.Gold:0.000}; gold outside the topic {added.GoldOutsideTopic:0.000} ({added.GoldOutsideTopicBefore:0.000}); {added.Seconds:0.0} s"
                );
        }

        return text.AppendLine().Append(report.Passed ? "All targets are met." : "A target is missed.").ToString();
    }
}
