using Classifier.Features;
using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Evaluation.Predictions;
using Classifier.Training.Evaluation.Splits;
using Classifier.Training.Recipes;
using Classifier.Training.Recipes.Clickbait;
using Classifier.Training.Recipes.Teaching;

namespace Classifier.Training.Evaluation.Standard;

/// <summary>Runs the evaluation behind docs/EVALUATION.md: it cross-validates the recipes of the shipped models on the data of
/// docs/DATA.md, with splits by story, source, and time.</summary>
/// <param name="Folder">The folder that contains <c>topic</c>, <c>clickbait</c> and <c>gold</c>.</param>
/// <param name="Vectors">The word vectors; null for none.</param>
/// <param name="Seed">The random seed of the recipes.</param>
/// <param name="Folds">The number of folds for the cross-validation of gold.</param>
/// <param name="Cache">Stores the scores of finished folds.</param>
/// <param name="Progress">Receives progress messages.</param>
public sealed record StandardEvaluation(
    string Folder,
    WordVectors? Vectors,
    int Seed,
    int Folds,
    FoldCache Cache,
    IProgress<string> Progress
)
{
    private const string GoldKey = "gold";

    /// <summary>Gets the accurate model's answers (see <see cref="Recipe.Answers"/>); null for none. They are used only where the
    /// topics of gold are cross-validated, because the accurate model was trained on headlines of all sources and months.</summary>
    public TeacherAnswers? Answers { get; init; }

    /// <summary>Gets the topic sources that are left out in turn.</summary>
    internal static IReadOnlyList<string> TopicSources { get; } =
    ["arise_tv", "uci_news_aggregator", "tagmynews", "huffpost_balanced"];

    /// <summary>Gets the clickbait sources that are left out in turn.</summary>
    internal static IReadOnlyList<string> ClickbaitSources { get; } =
    ["indian_and_viral", "kaggle_news", "stop_clickbait", "webis_titles"];

    /// <summary>Gets the files without dates whose headlines are all older than 2022. This excludes arise_tv, which covers 2020 to
    /// 2022.</summary>
    internal static IReadOnlyList<string> OlderSources { get; } =
    ["huffpost_balanced", "tagmynews", "uci_news_aggregator", "huffpost"];

    /// <summary>Runs all parts of the evaluation.</summary>
    /// <exception cref="TrainingDataException">A file does not exist or cannot be read.</exception>
    public StandardResult Run()
    {
        var topic = new CrossValidator(
            new Recipe(ModelBundle.TopicTask, Vectors, Seed) { Answers = Answers },
            Cache,
            Progress
        );
        var (goldTopic, goldTopicStock) = EvaluateGold(ModelBundle.TopicTask, topic);
        var (leftOut, leftOutStock) = EvaluateLeftOut(ModelBundle.TopicTask, topic, TopicSources);
        var (later, laterStock) = EvaluateLater(topic);

        var clickbait = new CrossValidator(new Recipe(ModelBundle.ClickbaitTask, Vectors, Seed), Cache, Progress);
        var (goldClickbait, goldClickbaitStock) = EvaluateGold(ModelBundle.ClickbaitTask, clickbait);
        var (baitLeftOut, baitLeftOutStock) = EvaluateLeftOut(ModelBundle.ClickbaitTask, clickbait, ClickbaitSources);
        var lowered = Pool.Read(
            [.. Files(ModelBundle.ClickbaitTask).Where(file => Pool.GetFileKey(file) == "stop_clickbait")],
            headline => headline.Bait is not null,
            Casing.Lower
        );
        // Trained on this data set alone, like the tools that it is compared with.
        var alone = new CrossValidator(new Recipe(ModelBundle.ClickbaitTask, Vectors, Seed), Cache, Progress);
        List<Fold> stories = [.. Splitter.ByStory(lowered, null, 5).Take(1)];
        return new StandardResult
        {
            GoldTopic = goldTopic,
            GoldTopicStock = goldTopicStock,
            TopicLeftOut = leftOut,
            TopicLeftOutStock = leftOutStock,
            Later = later,
            LaterStock = laterStock,
            GoldClickbait = goldClickbait,
            GoldClickbaitStock = goldClickbaitStock,
            ClickbaitLeftOut = baitLeftOut,
            ClickbaitLeftOutStock = baitLeftOutStock,
            StopClickbait = ScoredHeadlines.Join(alone.Run("stop_clickbait_lower", stories)),
            StopClickbaitStock = ScoredHeadlines.Join(alone.RunStock("stop_clickbait_lower", stories)),
            StopClickbaitRandom = ScoredHeadlines.Join(
                alone.Run("stop_clickbait_lower", Splitter.Random(lowered, null, 5).Take(1))
            ),
        };
    }

    private (ScoredHeadlines Ours, ScoredHeadlines Stock) EvaluateGold(string task, CrossValidator fit)
    {
        var pool = Read(task, withGold: true);
        List<Fold> folds = [.. Splitter.ByStory(pool, GoldKey, Folds)];
        return (ScoredHeadlines.Join(fit.Run(GoldKey, folds)), ScoredHeadlines.Join(fit.RunStock(GoldKey, folds)));
    }

    private (IReadOnlyList<ScoredHeadlines> Ours, IReadOnlyList<ScoredHeadlines> Stock) EvaluateLeftOut(
        string task,
        CrossValidator fit,
        IReadOnlyList<string> sources
    )
    {
        List<Fold> folds = [.. Splitter.BySource(Read(task, withGold: false), sources)];
        return (fit.Run("left-out", folds), fit.RunStock("left-out", folds));
    }

    private (ScoredHeadlines Ours, ScoredHeadlines Stock) EvaluateLater(CrossValidator fit)
    {
        Fold[] folds =
        [
            Splitter.ByTime(
                Read(ModelBundle.TopicTask, withGold: false),
                "newsapi_top",
                new DateOnly(2022, 1, 1),
                new DateOnly(2022, 3, 1),
                new DateOnly(2022, 4, 30),
                OlderSources
            ),
        ];
        return (fit.Run("later", folds)[0], fit.RunStock("later", folds)[0]);
    }

    private Pool Read(string task, bool withGold)
    {
        Progress.Report($"reading headlines with a {(task == ModelBundle.TopicTask ? "topic" : "clickbait label")}");
        var folder = Path.Combine(Folder, "gold");
        string[] gold =
        [
            .. Directory.GetFiles(folder, "train*.tsv").Order(StringComparer.Ordinal),
            .. withGold ? [Path.Combine(folder, "gold.tsv")] : Array.Empty<string>(),
        ];
        return Pool.Read([.. Files(task), .. gold], new Recipe(task, null, Seed).IsUsable);
    }

    private string[] Files(string task)
    {
        var folder = Path.Combine(Folder, task);
        return Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder, "*.tsv.gz").Order(StringComparer.Ordinal)]
            : throw new TrainingDataException(
                $"{folder}: The folder does not exist. See docs/DATA.md for the data that this evaluation needs."
            );
    }
}
