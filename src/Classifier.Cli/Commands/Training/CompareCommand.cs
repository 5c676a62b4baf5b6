using System.CommandLine;
using System.CommandLine.Parsing;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Output;
using Classifier.Cli.Terminals;
using Classifier.Training.Evaluation.Reports;
using Classifier.Training.Lifecycle.Comparing;

namespace Classifier.Cli.Commands.Training;

/// <summary>Represents <c>classifier compare</c>, which tests whether a new model is no worse than an old one.</summary>
internal static class CompareCommand
{
    private const string Details = $"""
        Use it before you activate a new model. Both models are measured on the same headlines, and the 95 % interval of each
        difference comes from a paired bootstrap. The exit code is 0 only if NEW satisfies all rules. The result is stored in NEW's
        folder, where models activate requires it.

        {ComparisonRule.Syntax}
        The default is accuracy.low > -0.02 for topics and roc-auc.low > -0.01 for clickbait: the test shows that NEW is at most that
        much worse. If the interval is too wide, use more headlines. With fewer than 100 headlines, or fewer than 20 that
        are clickbait or 20 that are not, intervals are widened and NEW passes only if it is clearly better. Labels that neither
        model has are an error. All comparisons are stored, and earlier failures on other data or with other rules are reported. A
        comparison on a file that NEW was trained on always fails, unless the file's column split holds rows out. An accurate model
        scores both tasks: compare it in each of them with --task, before you activate it.

        Examples:
          classifier compare models/topic/1 models/topic/2 --data gold.tsv
          classifier compare models/topic/1 models/topic/2 --data gold.tsv --rule "accuracy.low > 0" --rule "macro-f1 > -0.01"
          classifier compare models/topic/1 models/topic/2 --data gold.tsv --html comparison.html --flips 200
          classifier compare models/encoder/3 models/encoder/4 --task topic --data gold.tsv
          classifier compare models/clickbait/1 models/clickbait/2 --data gold.tsv --json > comparison.json
        """;

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var old = new Argument<DirectoryInfo>("OLD") { Description = "The folder of the model to compare with." };
        var @new = new Argument<DirectoryInfo>("NEW") { Description = "The folder of the new model." };
        var task = EvaluatedModelOptions.CreateTask();
        var data = new LabeledDataOptions();
        var rules = new Option<ComparisonRule[]>("--rule")
        {
            Description = "A rule that NEW must satisfy; repeat the option for several rules.",
            HelpName = "RULE",
            CustomParser = ParseRules,
        };
        var flips = new Option<int>("--flips")
        {
            Description = "The maximum number of headlines whose label changed to show.",
            HelpName = "N",
            DefaultValueFactory = _ => 20,
        };
        var seed = CommonOptions.CreateSeed("The random seed of the bootstrap.");
        var json = CommonOptions.CreateJson("Print the result as JSON, with all headlines whose label changed.");
        var map = LabeledDataOptions.CreateLabelsMap();
        var html = new Option<string?>("--html", "--report")
        {
            Description = "Write the comparison to this HTML file.",
            HelpName = "FILE",
        };
        var command = new DocumentedCommand(
            "compare",
            "Tests on labeled headlines whether a new model is no worse than an old one.",
            Details
        )
        {
            old,
            @new,
            task,
            rules,
            flips,
            seed,
            html,
            json,
            map,
        };
        data.AddTo(command);
        command.SetAction(parsed =>
        {
            OutputCheck.EnsureWritable("--html", parsed.GetValue(html));
            var before = EvaluatedModelOptions.Open(parsed.GetValue(old)!.ToString(), parsed.GetValue(task));
            var after = EvaluatedModelOptions.Open(parsed.GetValue(@new)!.ToString(), parsed.GetValue(task));
            var comparison = ModelComparison.Run(
                before,
                after,
                data.Open(parsed, after.Model.Task),
                parsed.GetValue(rules) ?? [],
                parsed.GetValue(seed),
                LabeledDataOptions.ReadLabelsMap(parsed, map)
            );
            comparison.Record.Write(after.Folder);
            if (parsed.GetValue(html) is { } page)
            {
                OutputFile.WriteText(page, HtmlComparison.Write(comparison, parsed.GetValue(flips)));
            }

            if (parsed.GetValue(json))
            {
                parsed.Console.WriteJson(comparison);
            }
            else
            {
                ComparisonTables.Write(ConsoleFactory.CreateOutput(parsed.Console), comparison, parsed.GetValue(flips));
            }

            return comparison.Record.Passed ? ExitCode.Success : ExitCode.CheckFailed;
        });
        return command;
    }

    private static ComparisonRule[]? ParseRules(ArgumentResult result)
    {
        var rules = result
            .Tokens.Select(token => (Text: token.Value, Rule: ComparisonRule.Parse(token.Value)))
            .ToList();
        foreach (var (text, _) in rules.Where(rule => rule.Rule is null))
        {
            result.AddError(
                $"--rule must be FIGURE > NUMBER, FIGURE.low > NUMBER or FIGURE.high > NUMBER, such as \"accuracy.low > -0.005\", not '{text}'."
            );
        }

        return [.. rules.Select(rule => rule.Rule).OfType<ComparisonRule>()];
    }
}
