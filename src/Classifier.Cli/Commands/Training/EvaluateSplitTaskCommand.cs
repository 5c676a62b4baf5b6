using System.CommandLine;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Terminals;
using Classifier.Training.Data;
using Classifier.Training.Evaluation;
using Classifier.Training.Evaluation.Predictions;
using Classifier.Training.Evaluation.Splits;
using Classifier.Training.Recipes;

namespace Classifier.Cli.Commands.Training;

/// <summary>Represents <c>classifier evaluate split topic</c> or <c>classifier evaluate split clickbait</c>.</summary>
internal sealed class EvaluateSplitTaskCommand
{
    private static readonly string[] Methods = ["story", "source", "time", "random"];

    private readonly string _task;
    private readonly LabeledDataOptions _data = new();
    private readonly Option<string> _by = new("--by")
    {
        Description = "The split; see below.",
        HelpName = string.Join('|', Methods),
        DefaultValueFactory = _ => Methods[0],
    };
    private readonly Option<string?> _test = new("--test")
    {
        Description =
            "Measure only on this file of --data, named without extension; all other files are training data. Default: measure on all files.",
        HelpName = "NAME",
    };
    private readonly Option<int> _folds = new("--folds")
    {
        Description = "The number of folds of --by story and --by random, 2 or more.",
        HelpName = "N",
        DefaultValueFactory = _ => 5,
    };
    private readonly Option<string[]> _sources = new("--source")
    {
        Description = "--by source: the files or sources to leave out in turn. Default: every file.",
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<DateOnly?> _before = CreateDate(
        "--before",
        "--by time: train on headlines published before this day."
    );
    private readonly Option<DateOnly?> _from = CreateDate(
        "--from",
        "--by time: the first day to measure on. Default: the day of --before."
    );
    private readonly Option<DateOnly?> _to = CreateDate(
        "--to",
        "--by time: the last day to measure on. Default: no limit."
    );
    private readonly Option<string[]> _older = new("--older")
    {
        Description =
            "--by time: files and sources without dates that were published before --before. Other rows without a date are not used.",
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<FileInfo?> _vectors = new("--vectors")
    {
        Description = "Word vectors, as for train. Default: none.",
        HelpName = "FILE",
    };
    private readonly Option<int> _seed = CommonOptions.CreateSeed("The random seed of the models.");
    private readonly Option<bool> _stock = new("--stock")
    {
        Description = "Also measure a baseline: ML.NET's FeaturizeText with its SDCA trainer.",
    };
    private readonly Option<DirectoryInfo?> _cache = new("--cache")
    {
        Description = "A folder for finished folds; a repeated run reuses them.",
        HelpName = "DIR",
    };
    private readonly Option<FileInfo?> _report = EvaluateCommand.CreateReport();
    private readonly Option<bool> _json = CommonOptions.CreateJson();

    private EvaluateSplitTaskCommand(string task)
    {
        _task = task;
        _by.AcceptOnlyFromAmong(Methods);
        _folds.Require<int>(value => value >= 2, "a whole number of at least 2");
    }

    /// <summary>Creates the command of a task.</summary>
    public static Command Create(string task)
    {
        var options = new EvaluateSplitTaskCommand(task);
        var command = new DocumentedCommand(
            task,
            $"Trains {task} models on a part of the data and measures them on the rest.",
            $"""
            Splits:
              story   cross-validation in which near-duplicate headlines are always in the same fold
              source  leaves out one source after another: its file, its rows in other files, and all rows with the same words
              time    trains on headlines before a day and measures on later ones
              random  cross-validation of single headlines; too optimistic if several publishers print the same story

            {LabeledDataOptions.Help}

            Examples:
              classifier evaluate split {task} --by story --data training/data/headlines.tsv
              classifier evaluate split {task} --by story --test gold --data gold.tsv train.tsv feeds.tsv.gz --report gold.html
              classifier evaluate split {task} --by source --source feed_a feed_b --data feed_a.tsv feed_b.tsv feed_c.tsv
              classifier evaluate split {task} --by time --before 2022-01-01 --from 2022-03-01 --data feeds.tsv.gz
            """
        )
        {
            options._by,
            options._test,
            options._folds,
            options._sources,
            options._before,
            options._from,
            options._to,
            options._older,
            options._vectors,
            options._seed,
            options._stock,
            options._cache,
            options._report,
            options._json,
        };
        options._data.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(options._by) == "time" && result.GetResult(options._before) is null)
            {
                result.AddError("--by time needs --before.");
            }
        });
        command.SetAction(options.Run);
        return command;
    }

    private void Run(ParseResult parsed)
    {
        OutputCheck.EnsureWritable("--report", parsed.GetValue(_report)?.FullName);
        var report = ProgressDisplay.RunSteps(parsed.Console, progress => Measure(parsed, progress));
        EvaluateCommand.WriteReport(parsed.Console, report, parsed.GetValue(_report), parsed.GetValue(_json));
    }

    private EvaluationReport Measure(ParseResult parsed, IProgress<string> progress)
    {
        progress.Report("reading headlines");
        var recipe = new Recipe(
            _task,
            parsed.GetValue(_vectors) is { } file ? VectorsFile.Read(file.FullName) : null,
            parsed.GetValue(_seed)
        );
        var folds = CreateFolds(parsed, Pool.Read(_data.Open(parsed, _task), recipe.IsUsable));
        var crossFit = new CrossValidator(
            recipe,
            new FoldCache(parsed.GetValue(_cache)?.FullName, acceptAnyBuild: false),
            progress
        );
        var scored = ScoredHeadlines.Join(crossFit.Run("split", folds));
        List<(string, ScoredHeadlines)> baselines = parsed.GetValue(_stock)
            ? [(EvaluateAllCommand.StockName, ScoredHeadlines.Join(crossFit.RunStock("split", folds)))]
            : [];
        progress.Report("computing intervals");
        return Evaluator.Evaluate($"{_task} models, split by {parsed.GetValue(_by)}", scored, baselines) with
        {
            IsHeldOut = true,
        };
    }

    private List<Fold> CreateFolds(ParseResult parsed, Pool pool)
    {
        var test = parsed.GetValue(_test)?.ToLowerInvariant();
        return parsed.GetValue(_by) switch
        {
            "source" =>
            [
                .. Splitter.BySource(
                    pool,
                    parsed.GetValue(_sources) is { Length: > 0 } sources
                        ? sources.Select(name => name.ToLowerInvariant())
                        : pool.Rows.Select(row => row.File).Distinct().ToList()
                ),
            ],
            "time" =>
            [
                Splitter.ByTime(
                    pool,
                    test,
                    parsed.GetValue(_before)!.Value,
                    parsed.GetValue(_from) ?? parsed.GetValue(_before)!.Value,
                    parsed.GetValue(_to) ?? DateOnly.MaxValue,
                    parsed.GetValue(_older) ?? []
                ),
            ],
            "random" => [.. Splitter.Random(pool, test, parsed.GetValue(_folds))],
            _ => [.. Splitter.ByStory(pool, test, parsed.GetValue(_folds))],
        };
    }

    private static Option<DateOnly?> CreateDate(string name, string description) =>
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

                result.AddError($"{name} must be a day such as 2022-01-31, not '{result.Tokens[0].Value}'.");
                return null;
            },
        };
}
