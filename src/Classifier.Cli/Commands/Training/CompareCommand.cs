using System.CommandLine;
using System.CommandLine.Parsing;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Output;
using Classifier.Cli.Terminals;
using Classifier.Training.Evaluation.Reports;
using Classifier.Training.Lifecycle.Comparing;

namespace Classifier.Cli.Commands.Training;

/// <summary><c>classifier compare</c>: is a new model no worse than an old one?</summary>
internal static class CompareCommand
{
    private const string Examples = $"""
        Both models are measured on the same headlines; the interval of each difference comes from a paired bootstrap. The exit
        code is 0 only if NEW keeps every rule. What was found is kept in NEW's folder, where models activate asks for it.

        {ComparisonRule.Syntax}
        By default accuracy.low > -0.02 for topics and roc-auc.low > -0.01 for clickbait: NEW is shown to be at most that much
        worse. On a file that NEW learned from it never passes, unless a column split keeps rows apart. Where the interval is too wide to show it, more headlines narrow it.

        Examples:
          classifier compare models/topic/1 models/topic/2 --data gold.tsv
          classifier compare models/topic/1 models/topic/2 --data gold.tsv --rule "accuracy.low > 0" --rule "macro-f1 > -0.01"
          classifier compare models/topic/1 models/topic/2 --data gold.tsv --html comparison.html --flips 200
          classifier compare models/clickbait/1 models/clickbait/2 --data gold.tsv --json > comparison.json
        """;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var old = new Argument<DirectoryInfo>("OLD") { Description = "The folder of the model to measure up to." };
        var @new = new Argument<DirectoryInfo>("NEW") { Description = "The folder of the new model." };
        var data = LabeledDataOptions.CreateData();
        var rules = new Option<ComparisonRule[]>("--rule")
        {
            Description = "What NEW must show; may be given more than once, then all must hold.",
            HelpName = "RULE",
            CustomParser = Rules,
        };
        var flips = new Option<int>("--flips")
        {
            Description = "How many headlines that flipped are shown.",
            HelpName = "N",
            DefaultValueFactory = _ => 20,
        };
        var seed = new Option<int>("--seed")
        {
            Description = "The seed of the bootstrap.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        var json = new Option<bool>("--json") { Description = "Print JSON, with all headlines that flipped." };
        var html = new Option<string?>("--html") { Description = "Write a page to look at here.", HelpName = "FILE" };
        var command = new DocumentedCommand("compare", "Compares two models on labeled headlines.", Examples)
        {
            old,
            @new,
            data,
            rules,
            flips,
            seed,
            html,
            json,
        };
        command.SetAction(parsed =>
        {
            var comparison = ModelComparison.Run(
                parsed.GetValue(old)!.ToString(),
                parsed.GetValue(@new)!.ToString(),
                parsed.GetValue(data)!,
                parsed.GetValue(rules) ?? [],
                parsed.GetValue(seed)
            );
            comparison.Record.Write(parsed.GetValue(@new)!.ToString());
            if (parsed.GetValue(html) is { } page)
            {
                OutputFile.WriteText(page, HtmlComparison.Write(comparison, parsed.GetValue(flips)));
            }

            if (parsed.GetValue(json))
            {
                JsonOutput.Write(comparison);
            }
            else
            {
                ComparisonTables.Write(ConsoleFactory.CreateOutput(), comparison, parsed.GetValue(flips));
            }

            return comparison.Record.Passed ? ExitCode.Success : ExitCode.CheckFailed;
        });
        return command;
    }

    private static ComparisonRule[]? Rules(ArgumentResult result)
    {
        var rules = result
            .Tokens.Select(token => (Text: token.Value, Rule: ComparisonRule.Parse(token.Value)))
            .ToList();
        foreach (var (text, _) in rules.Where(rule => rule.Rule is null))
        {
            result.AddError(
                $"--rule is FIGURE > NUMBER, FIGURE.low > NUMBER or FIGURE.high > NUMBER, such as \"accuracy.low > -0.005\", not '{text}'."
            );
        }

        return [.. rules.Select(rule => rule.Rule).OfType<ComparisonRule>()];
    }
}
