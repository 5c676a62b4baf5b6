using System.CommandLine;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Terminals;
using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Evaluation;
using Classifier.Training.Evaluation.Splits;
using Classifier.Training.Evaluation.Standard;
using Classifier.Training.Recipes.Teaching;

namespace Classifier.Cli.Commands.Training;

/// <summary>The command <c>evaluate all</c>.</summary>
internal static class EvaluateAllCommand
{
    /// <summary>What the stock model is called in reports.</summary>
    public const string StockName = "ML.NET's FeaturizeText and SDCA";

    /// <summary>Makes the command.</summary>
    public static DocumentedCommand Create()
    {
        var data = new Option<DirectoryInfo>("--data")
        {
            Description = "The folder with topic, clickbait, gold and vectors; see docs/DATA.md.",
            Required = true,
        };
        var output = new Option<FileInfo>("--output")
        {
            Description = "The document to write; what stands there from “Ideas tried” on is kept.",
            Required = true,
        };
        var models = new Option<DirectoryInfo?>("--models")
        {
            Description = "The served models, to be judged by the minimal pairs. Left out: those that serve.",
        };
        var cards = new Option<bool>("--cards")
        {
            Description = "Write figures and pages into the served models' folders and cards as well.",
        };
        var pairs = new Option<FileInfo?>("--pairs")
        {
            Description = "The minimal pairs; left out, the models are not judged by pairs.",
        };
        var wordVectors = new Option<FileInfo?>("--vectors")
        {
            Description = "Word vectors, as train takes them. Left out: those in the folder.",
        };
        var encodings = new Option<FileInfo?>("--encodings")
        {
            Description = "Sentence encodings, as train takes them; left out, no teacher.",
        };
        var cache = new Option<DirectoryInfo?>("--cache")
        {
            Description = "Where finished folds are kept, so that the next run goes on from there.",
        };
        var anyBuild = new Option<bool>("--any-build")
        {
            Description =
                "Take from the cache what an earlier build of this program fitted: right only if features and trainers are the same.",
        };
        var folds = new Option<int>("--folds")
        {
            Description = "In how many parts gold is cross-validated.",
            DefaultValueFactory = _ => 3,
        };
        var seed = new Option<int>("--seed") { Description = "The seed of the recipe.", DefaultValueFactory = _ => 1 };
        var command = new DocumentedCommand(
            "all",
            "Measures the recipe of the shipped models in every way that counts, and writes docs/EVALUATION.md.",
            """
            It fits some twenty models. Broken off, it goes on with the fold that it was at, given the same --cache.

            Examples:
              classifier evaluate all --data ../shared/data --output docs/EVALUATION.md --pairs training/data/minimal_pairs.tsv --cards \
                --vectors work/vectors.bin --encodings work/encodings.bin --cache work/folds
            """
        )
        {
            data,
            output,
            models,
            cards,
            pairs,
            wordVectors,
            encodings,
            cache,
            anyBuild,
            folds,
            seed,
        };
        command.SetAction(result =>
            ProgressDisplay.RunSteps(progress =>
            {
                var folder = result.GetValue(data)!.FullName;
                var document = result.GetValue(output)!.FullName;
                var vectors = VectorsFile.Read(
                    result.GetValue(wordVectors)?.FullName ?? Path.Combine(folder, "vectors", "vectors-100d.txt.gz")
                );
                var evaluation = new StandardEvaluation(
                    folder,
                    vectors,
                    result.GetValue(seed),
                    result.GetValue(folds),
                    new StageCache(result.GetValue(cache)?.FullName, result.GetValue(anyBuild)),
                    progress
                )
                {
                    Encodings = result.GetValue(encodings) is { } encoded ? Encodings.Read(encoded.FullName) : null,
                };
                var scored = evaluation.Run();
                progress.Report("drawing intervals");
                var topic = Evaluator.Report(
                    "Topics of gold, cross-validated by story",
                    scored.GoldTopic,
                    [(StockName, scored.GoldTopicStock)]
                );
                var clickbait = Evaluator.Report(
                    "Bait of gold, cross-validated by story",
                    scored.GoldClickbait,
                    [(StockName, scored.GoldClickbaitStock)]
                );
                var judged = new Dictionary<string, MinimalPairReport>();
                var root = ModelStore.FindRoot(result.GetValue(models)?.FullName);
                foreach (var report in new[] { topic, clickbait })
                {
                    var served = ModelStore.FindModel(root, report.Task);
                    var model = ModelBundle.Read(served);
                    if (result.GetValue(pairs) is { } suite)
                    {
                        judged[report.Task] = MinimalPairs.Judge(MinimalPairs.Read(suite.FullName), model);
                    }

                    if (result.GetValue(cards))
                    {
                        var minScore = report.Task == ModelBundle.TopicTask ? model.Manifest.MinScore : (double?)null;
                        new ModelEvaluation(
                            model.Manifest.Sha256,
                            report with
                            {
                                MinScore = minScore,
                            },
                            judged.GetValueOrDefault(report.Task)
                        ).Write(served, model.Manifest);
                    }
                }

                AtomicFile.Write(
                    document,
                    EvaluationDocument.Write(
                        scored,
                        topic,
                        clickbait,
                        judged,
                        "classifier evaluate all --data DATA --output docs/EVALUATION.md --pairs training/data/minimal_pairs.tsv --cards"
                            + (result.GetValue(wordVectors) is null ? "" : " --vectors work/vectors.bin")
                            + (result.GetValue(encodings) is null ? "" : " --encodings work/encodings.bin"),
                        File.Exists(document) ? File.ReadAllText(document) : null
                    )
                );
                progress.Report($"{document} is written");
                return ExitCode.Success;
            })
        );
        return command;
    }
}
