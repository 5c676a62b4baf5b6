using System.CommandLine;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Terminals;
using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Evaluation;
using Classifier.Training.Evaluation.Pairs;
using Classifier.Training.Evaluation.Predictions;
using Classifier.Training.Evaluation.Splits;
using Classifier.Training.Evaluation.Standard;
using Classifier.Training.Recipes.Teaching;

namespace Classifier.Cli.Commands.Training;

/// <summary>Represents <c>classifier evaluate all</c>, which runs the project's standard evaluation and writes
/// <c>docs/EVALUATION.md</c>.</summary>
internal sealed class EvaluateAllCommand
{
    /// <summary>The name of the baseline in reports.</summary>
    public const string StockName = "ML.NET's FeaturizeText and SDCA";

    private readonly Option<DirectoryInfo> _data = new("--data")
    {
        Description = "The folder with the subfolders topic, clickbait, gold, and vectors; see docs/DATA.md.",
        HelpName = "DIR",
        Required = true,
    };
    private readonly Option<FileInfo> _output = new("--output")
    {
        Description = "The Markdown document to write. Its text from the heading “Ideas tried” on is kept.",
        HelpName = "FILE",
        Required = true,
    };
    private readonly Option<DirectoryInfo?> _models = new("--models")
    {
        Description = "The root folder of the models to measure on minimal pairs. Default: as for classify.",
        HelpName = "DIR",
    };
    private readonly Option<bool> _cards = new("--cards")
    {
        Description = "Also write metrics and reports to the folders and model cards of the active models.",
    };
    private readonly Option<FileInfo?> _pairs = new("--pairs")
    {
        Description = "The minimal pairs. Default: none; the models are not measured on pairs.",
        HelpName = "FILE",
    };
    private readonly Option<FileInfo?> _vectors = new("--vectors")
    {
        Description = "Word vectors, as for train. Default: vectors/vectors-100d.txt.gz in the folder of --data.",
        HelpName = "FILE",
    };
    private readonly Option<FileInfo?> _answers = new("--answers")
    {
        Description = "The accurate model's answers, as for train. Default: none, and no teacher.",
        HelpName = "FILE",
    };
    private readonly Option<DirectoryInfo?> _cache = new("--cache")
    {
        Description = "A folder for finished folds; a repeated run reuses them.",
        HelpName = "DIR",
    };
    private readonly Option<bool> _anyBuild = new("--any-build")
    {
        Description =
            "Also reuse folds of other builds of this program; correct only if features and trainers are unchanged.",
    };
    private readonly Option<int> _folds = new("--folds")
    {
        Description = "The number of folds in which the gold headlines are cross-validated.",
        HelpName = "N",
        DefaultValueFactory = _ => 3,
    };
    private readonly Option<int> _seed = CommonOptions.CreateSeed("The random seed of the models.");

    private EvaluateAllCommand() { }

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var options = new EvaluateAllCommand();
        var command = new DocumentedCommand(
            "all",
            "Runs the standard evaluation of the shipped models' recipe and writes docs/EVALUATION.md.",
            """
            Use it after a change of features, trainers, or data. It trains about twenty models. With --cache an interrupted run
            continues at the fold where it stopped.

            Examples:
              classifier evaluate all --data ../shared/data --output docs/EVALUATION.md --pairs training/data/minimal_pairs.tsv --cards \
                --vectors work/vectors.bin --answers work/answers.bin --cache work/folds
            """
        )
        {
            options._data,
            options._output,
            options._models,
            options._cards,
            options._pairs,
            options._vectors,
            options._answers,
            options._cache,
            options._anyBuild,
            options._folds,
            options._seed,
        };
        command.SetAction(parsed =>
            ProgressDisplay.RunSteps(
                parsed.Console,
                progress =>
                {
                    options.Run(parsed, progress);
                    return ExitCode.Success;
                }
            )
        );
        return command;
    }

    private void Run(ParseResult parsed, IProgress<string> progress)
    {
        OutputCheck.EnsureWritable("--output", parsed.GetValue(_output)!.FullName);
        var folder = parsed.GetValue(_data)!.FullName;
        var document = parsed.GetValue(_output)!.FullName;
        var evaluation = new StandardEvaluation(
            folder,
            VectorsFile.Read(
                parsed.GetValue(_vectors)?.FullName ?? Path.Combine(folder, "vectors", "vectors-100d.txt.gz")
            ),
            parsed.GetValue(_seed),
            parsed.GetValue(_folds),
            new FoldCache(parsed.GetValue(_cache)?.FullName, parsed.GetValue(_anyBuild)),
            progress
        )
        {
            Answers = parsed.GetValue(_answers) is { } answers ? TeacherAnswers.Read(answers.FullName) : null,
        };
        var scored = evaluation.Run();
        progress.Report("computing intervals");
        var topic = Evaluator.Evaluate(
            "Topics of gold, cross-validated by story",
            scored.GoldTopic,
            [(StockName, scored.GoldTopicStock)]
        ) with
        {
            IsHeldOut = true,
        };
        var clickbait = Evaluator.Evaluate(
            "Bait of gold, cross-validated by story",
            scored.GoldClickbait,
            [(StockName, scored.GoldClickbaitStock)]
        ) with
        {
            IsHeldOut = true,
        };
        var pairReports = new Dictionary<string, MinimalPairReport>();
        var regional = new List<EvaluationReport>();
        var regionalFile = Path.Combine(folder, "gold", "gold_regional.tsv");
        var root = ModelStore.FindRoot(parsed.GetValue(_models)?.FullName);
        foreach (var report in new[] { topic, clickbait })
        {
            var modelFolder = ModelStore.FindModel(root, report.Task);
            var model = ModelBundle.Read(modelFolder);
            if (parsed.GetValue(_pairs) is { } pairs)
            {
                pairReports[report.Task] = MinimalPairs.Evaluate(
                    MinimalPairs.Read(pairs.FullName),
                    new EvaluatedModel(model)
                );
            }

            if (File.Exists(regionalFile))
            {
                regional.Add(FileEvaluation.Run(new EvaluatedModel(model), [regionalFile], null));
            }

            if (parsed.GetValue(_cards))
            {
                var minScore = report.Task == ModelBundle.TopicTask ? model.Manifest.MinScore : (double?)null;
                new ModelEvaluation(
                    model.Manifest.Sha256,
                    report with
                    {
                        MinScore = minScore,
                    },
                    pairReports.GetValueOrDefault(report.Task)
                ).Write(modelFolder, model.Manifest);
            }
        }

        AtomicFile.Write(
            document,
            EvaluationDocument.Write(
                scored,
                topic,
                clickbait,
                pairReports,
                regional,
                "classifier evaluate all --data DATA --output docs/EVALUATION.md --pairs training/data/minimal_pairs.tsv --cards"
                    + (parsed.GetValue(_vectors) is null ? "" : " --vectors work/vectors.bin")
                    + (parsed.GetValue(_answers) is null ? "" : " --answers work/answers.bin"),
                File.Exists(document) ? File.ReadAllText(document) : null
            )
        );
        progress.Report($"wrote {document}");
    }
}
