using System.CommandLine;
using System.Globalization;
using System.Text;
using Classifier.Cli.CommandLine;
using Classifier.Models;
using Classifier.Taxonomy;
using Classifier.Training.Evaluation;
using Classifier.Training.Evaluation.Reports;

namespace Classifier.Cli.Commands.Training;

/// <summary>The command <c>evaluate pairs</c>.</summary>
internal static class EvaluatePairsCommand
{
    /// <summary>Makes the command.</summary>
    public static DocumentedCommand Create()
    {
        var model = new Option<DirectoryInfo>("--model") { Description = "The model's folder.", Required = true };
        var data = new Option<FileInfo>("--data")
        {
            Description = "The pairs: TSV with kind, first, first_label, second, second_label.",
            Required = true,
        };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new DocumentedCommand(
            "pairs",
            "Judges a model by pairs of headlines that share words and differ in what matters.",
            """
            Of bait and plain, the bait must score higher; it is wholly right if the bait is considerable and the other is not.
            Of two topics, each must score higher on its own headline; it is wholly right if both first answers are.

            Examples:
              classifier evaluate pairs --model models/clickbait/1 --data training/data/minimal_pairs.tsv
              classifier evaluate pairs --model models/topic/1 --data training/data/minimal_pairs.tsv --json
            """
        )
        {
            model,
            data,
            json,
        };
        command.SetAction(result =>
        {
            var bundle = ModelBundle.Read(result.GetValue(model)!.FullName);
            var report = MinimalPairs.Judge(MinimalPairs.Read(result.GetValue(data)!.FullName), bundle);
            Console.WriteLine(result.GetValue(json) ? ReportJson.Write(report) : Text(report));
        });
        return command;
    }

    private static string Text(MinimalPairReport report)
    {
        var text = new StringBuilder()
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"{report.Pairs} pairs: {report.Ranked:P1} in the right order, {report.Right:P1} wholly right"
            )
            .AppendLine()
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"{"kinds with failures", -32} {"pairs", 6} {"order", 6} {"right", 6}"
            );
        foreach (var kind in report.Kinds.Where(kind => kind.Right < kind.Pairs))
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{kind.Kind, -32} {kind.Pairs, 6} {kind.Ranked, 6} {kind.Right, 6}"
            );
        }

        text.AppendLine().AppendLine("Not wholly right:");
        foreach (var kind in report.Failures.GroupBy(failure => failure.Pair.Kind))
        {
            text.AppendLine().AppendLine(kind.Key);
            foreach (var (pair, first, second, isRanked, _) in kind)
            {
                text.AppendLine(
                        CultureInfo.InvariantCulture,
                        $"{(isRanked ? "      " : "order ")}{Answer(first, pair.FirstTopics)}  {pair.First}"
                    )
                    .AppendLine(
                        CultureInfo.InvariantCulture,
                        $"      {Answer(second, pair.SecondTopics)}  {pair.Second}"
                    );
            }
        }

        return text.ToString().TrimEnd();
    }

    private static string Answer(string answer, IReadOnlyList<string> right) =>
        right.Count == 0 ? answer
        : right.Contains(answer) ? $"[{IptcTopics.FromId(answer).Label}]"
        : $"[{IptcTopics.FromId(answer).Label}, not {string.Join(" or ", right.Select(label => IptcTopics.FromId(label).Label))}]";
}
