using System.CommandLine;
using System.Globalization;
using System.Text;
using Classifier.Cli.CommandLine;
using Classifier.Taxonomy;
using Classifier.Training;
using Classifier.Training.Evaluation.Pairs;

namespace Classifier.Cli.Commands.Training;

/// <summary>Represents <c>classifier evaluate pairs</c>, which measures a model on minimal pairs.</summary>
internal static class EvaluatePairsCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var model = new EvaluatedModelOptions();
        var data = new Option<FileInfo>("--data")
        {
            Description = "The pairs: a TSV file with the columns kind, first, first_label, second, second_label.",
            HelpName = "FILE",
            Required = true,
        };
        var json = CommonOptions.CreateJson();
        var command = new DocumentedCommand(
            "pairs",
            "Measures a model on minimal pairs: headlines that share words but not the label.",
            """
            Use it to find out whether a model relies on single words. A clickbait pair is in the right order if the bait scores higher,
            and fully right if only the bait reaches the band considerable. A topic pair is in the right order if each topic scores
            higher on its own headline, and fully right if both predicted topics are right.

            Examples:
              classifier evaluate pairs --model models/clickbait/1 --data training/data/minimal_pairs.tsv
              classifier evaluate pairs --model models/topic/1 --data training/data/minimal_pairs.tsv --json
              classifier evaluate pairs --model models/encoder/4 --task topic --data training/data/minimal_pairs.tsv
            """
        )
        {
            data,
            json,
        };
        model.AddTo(command);
        command.SetAction(parsed =>
        {
            var report = MinimalPairs.Evaluate(MinimalPairs.Read(parsed.GetValue(data)!.FullName), model.Open(parsed));
            if (parsed.GetValue(json))
            {
                parsed.Console.WriteJson(report);
            }
            else
            {
                parsed.Console.WriteLine(Format(report));
            }
        });
        return command;
    }

    private static string Format(MinimalPairReport report)
    {
        var text = new StringBuilder()
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"{Plural.Format(report.Pairs, "pair")}: {report.Ranked:P1} in the right order, {report.Right:P1} fully right"
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

        text.AppendLine().AppendLine("Not fully right:");
        foreach (var kind in report.Failures.GroupBy(failure => failure.Pair.Kind))
        {
            text.AppendLine().AppendLine(kind.Key);
            foreach (var (pair, first, second, isRanked, _) in kind)
            {
                text.AppendLine(
                        CultureInfo.InvariantCulture,
                        $"{(isRanked ? "      " : "order ")}{FormatAnswer(first, pair.FirstTopics)}  {pair.First}"
                    )
                    .AppendLine(
                        CultureInfo.InvariantCulture,
                        $"      {FormatAnswer(second, pair.SecondTopics)}  {pair.Second}"
                    );
            }
        }

        return text.ToString().TrimEnd();
    }

    private static string FormatAnswer(string answer, IReadOnlyList<string> right) =>
        right.Count == 0 ? answer
        : right.Contains(answer) ? $"[{IptcTopics.FromId(answer).Label}]"
        : $"[{IptcTopics.FromId(answer).Label}, not {string.Join(" or ", right.Select(label => IptcTopics.FromId(label).Label))}]";
}
