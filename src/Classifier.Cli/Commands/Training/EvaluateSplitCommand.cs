using System.CommandLine;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Terminals;
using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Evaluation;
using Classifier.Training.Evaluation.Splits;
using Classifier.Training.Recipes;

namespace Classifier.Cli.Commands.Training;

/// <summary>The command <c>evaluate split</c>.</summary>
internal static class EvaluateSplitCommand
{
    private static readonly string[] Ways = ["story", "source", "time", "random"];

    /// <summary>Makes the command.</summary>
    public static DocumentedCommand Create()
    {
        var command = new DocumentedCommand(
            "split",
            "Measures how good a model of some headlines would be on others.",
            """
            Examples:
              classifier evaluate split topic --by story --data labeled.tsv
              classifier evaluate split clickbait --by source --source my_feed --data my_feed.tsv others.tsv
            """
        );
        command.Add(Of(ModelBundle.TopicTask));
        command.Add(Of(ModelBundle.ClickbaitTask));
        return command;
    }

    private static DocumentedCommand Of(string task)
    {
        var data = LabeledDataOptions.CreateData();
        var by = new Option<string>("--by")
        {
            Description = "How to part what is learned from and what is measured on.",
            DefaultValueFactory = _ => "story",
        };
        by.AcceptOnlyFromAmong(Ways);
        var test = new Option<string?>("--test")
        {
            Description =
                "Measure only on this file of the data, named without its ending; all others are learned from. Left out: on all.",
        };
        var folds = new Option<int>("--folds")
        {
            Description = "In how many parts to cross-validate by story or at random.",
            DefaultValueFactory = _ => 5,
        };
        folds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 2)
            {
                result.AddError("--folds must be 2 or more.");
            }
        });
        var sources = new Option<string[]>("--source")
        {
            Description = "By source: the files or sources to leave out in turn. Left out: every file.",
            AllowMultipleArgumentsPerToken = true,
        };
        var before = DateOption("--before", "By time: learn from what was printed before this day.");
        var from = DateOption("--from", "By time: measure on what was printed from this day on. Left out: --before.");
        var to = DateOption("--to", "By time: the last day to measure on.");
        var older = new Option<string[]>("--older")
        {
            Description =
                "By time: files and sources without dates that are older than --before; other rows without a date are left out.",
            AllowMultipleArgumentsPerToken = true,
        };
        var vectors = new Option<FileInfo?>("--vectors")
        {
            Description = "Word vectors, as train takes them. Left out: none.",
        };
        var seed = new Option<int>("--seed") { Description = "The seed of the models.", DefaultValueFactory = _ => 1 };
        var stock = new Option<bool>("--stock")
        {
            Description = "Measure ML.NET's FeaturizeText with its SDCA trainer as well.",
        };
        var cache = new Option<DirectoryInfo?>("--cache")
        {
            Description = "Where finished folds are kept, so that the next run goes on from there.",
        };
        var report = EvaluateCommand.ReportOption();
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new DocumentedCommand(
            task,
            $"Measures a {task} model on headlines that are left out of training.",
            $"""
            {LabeledDataOptions.Help}

            by story   cross-validates; near-duplicate headlines are never on both sides
            by source  leaves out one source after another: its file, its rows in other files, and all with the same words
            by time    learns from what was printed before a day, and measures on what came later
            by random  cross-validates single headlines: flatters wherever one story is printed twice

            Examples:
              classifier evaluate split {task} --by story --data training/data/headlines.tsv
              classifier evaluate split {task} --by story --test gold --data gold.tsv train.tsv feeds.tsv.gz --report gold.html
              classifier evaluate split {task} --by source --source feed_a feed_b --data feed_a.tsv feed_b.tsv feed_c.tsv
              classifier evaluate split {task} --by time --before 2022-01-01 --from 2022-03-01 --data feeds.tsv.gz
            """
        )
        {
            data,
            by,
            test,
            folds,
            sources,
            before,
            from,
            to,
            older,
            vectors,
            seed,
            stock,
            cache,
            report,
            json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(by) == "time" && result.GetResult(before) is null)
            {
                result.AddError("--by time needs --before.");
            }
        });
        command.SetAction(result =>
        {
            var measured = ProgressDisplay.RunSteps(progress =>
            {
                progress.Report("reading headlines");
                var recipe = new Recipe(
                    task,
                    result.GetValue(vectors) is { } file ? VectorsFile.Read(file.FullName) : null,
                    result.GetValue(seed)
                );
                var pool = Pool.Read(result.GetValue(data)!, recipe.IsUsable);
                var measuredFile = result.GetValue(test)?.ToLowerInvariant();
                List<Fold> parts = result.GetValue(by) switch
                {
                    "source" =>
                    [
                        .. Splitter.BySource(
                            pool,
                            result.GetValue(sources) is { Length: > 0 } named
                                ? named.Select(name => name.ToLowerInvariant())
                                : pool.Rows.Select(row => row.File).Distinct().ToList()
                        ),
                    ],
                    "time" =>
                    [
                        Splitter.ByTime(
                            pool,
                            measuredFile,
                            result.GetValue(before)!.Value,
                            result.GetValue(from) ?? result.GetValue(before)!.Value,
                            result.GetValue(to) ?? DateOnly.MaxValue,
                            result.GetValue(older) ?? []
                        ),
                    ],
                    "random" => [.. Splitter.Random(pool, measuredFile, result.GetValue(folds))],
                    _ => [.. Splitter.ByStory(pool, measuredFile, result.GetValue(folds))],
                };
                var fit = new CrossFit(
                    recipe,
                    new StageCache(result.GetValue(cache)?.FullName, anyBuild: false),
                    progress
                );
                var scored = ScoredHeadlines.Join(fit.Run("split", parts));
                List<(string, ScoredHeadlines)> others = result.GetValue(stock)
                    ? [(EvaluateAllCommand.StockName, ScoredHeadlines.Join(fit.RunStock("split", parts)))]
                    : [];
                progress.Report("drawing intervals");
                return Evaluator.Report($"{task} models, split by {result.GetValue(by)}", scored, others);
            });
            EvaluateCommand.Print(measured, result.GetValue(report), result.GetValue(json));
        });
        return command;
    }

    private static Option<DateOnly?> DateOption(string name, string description) =>
        new(name)
        {
            Description = description,
            HelpName = "YYYY-MM-DD",
            CustomParser = result =>
            {
                if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", out var date))
                {
                    return date;
                }

                result.AddError($"{name}: “{result.Tokens[0].Value}” is not a day like 2022-01-31.");
                return null;
            },
        };
}
