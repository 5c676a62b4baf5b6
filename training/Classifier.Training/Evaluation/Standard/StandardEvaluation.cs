using Classifier.Features;
using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Evaluation.Splits;
using Classifier.Training.Recipes;
using Classifier.Training.Recipes.Clickbait;
using Classifier.Training.Recipes.Teaching;

namespace Classifier.Training.Evaluation.Standard;

/// <summary>The evaluation behind docs/EVALUATION.md: what the project's own recipe makes of the data of docs/DATA.md, split
/// in the ways in which headlines to come differ from those at hand.</summary>
/// <param name="Folder">The folder with <c>topic</c>, <c>clickbait</c> and <c>gold</c>.</param>
/// <param name="Vectors">The word vectors; null for none.</param>
/// <param name="Seed">The recipe's seed.</param>
/// <param name="Folds">How many parts gold is cross-validated in.</param>
/// <param name="Cache">Keeps what is finished.</param>
/// <param name="Progress">Is told what is going on.</param>
public sealed record StandardEvaluation(
    string Folder,
    WordVectors? Vectors,
    int Seed,
    int Folds,
    StageCache Cache,
    IProgress<string> Progress
)
{
    private const string Gold = "gold";

    /// <summary>Encodings for a teacher, see <see cref="Recipe.Encodings"/>; null for none.</summary>
    public Encodings? Encodings { get; init; }

    /// <summary>The topic sources that are left out in turn.</summary>
    public static IReadOnlyList<string> TopicSources { get; } =
    ["arise_tv", "uci_news_aggregator", "tagmynews", "huffpost_balanced"];

    /// <summary>The clickbait sources that are left out in turn.</summary>
    public static IReadOnlyList<string> ClickbaitSources { get; } =
    ["indian_and_viral", "kaggle_news", "stop_clickbait", "webis_titles"];

    /// <summary>The files without dates that are older than 2022; arise_tv, of 2020 to 2022, is none of them.</summary>
    public static IReadOnlyList<string> OlderSources { get; } =
    ["huffpost_balanced", "tagmynews", "uci_news_aggregator", "huffpost"];

    /// <summary>Runs all stages.</summary>
    /// <exception cref="TrainingDataException">A file is missing or cannot be read.</exception>
    public StandardResult Run()
    {
        var topic = new CrossFit(
            new Recipe(ModelBundle.TopicTask, Vectors, Seed) { Encodings = Encodings },
            Cache,
            Progress
        );
        var (goldTopic, goldTopicStock) = GoldOf(ModelBundle.TopicTask, topic);
        var (leftOut, leftOutStock) = LeftOut(ModelBundle.TopicTask, topic, TopicSources);
        var (later, laterStock) = Later(topic);

        var clickbait = new CrossFit(
            new Recipe(ModelBundle.ClickbaitTask, Vectors, Seed) { Encodings = Encodings },
            Cache,
            Progress
        );
        var (goldClickbait, goldClickbaitStock) = GoldOf(ModelBundle.ClickbaitTask, clickbait);
        var (baitLeftOut, baitLeftOutStock) = LeftOut(ModelBundle.ClickbaitTask, clickbait, ClickbaitSources);
        var lowered = Pool.Read(
            [.. Files(ModelBundle.ClickbaitTask).Where(file => Pool.Name(file) == "stop_clickbait")],
            headline => headline.Bait is not null,
            Casing.Lower
        );
        // Nothing but the set itself is learned from, as by the tools that it is compared with.
        var alone = new CrossFit(new Recipe(ModelBundle.ClickbaitTask, Vectors, Seed), Cache, Progress);
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

    private (ScoredHeadlines Ours, ScoredHeadlines Stock) GoldOf(string task, CrossFit fit)
    {
        var pool = Read(task, withGold: true);
        List<Fold> folds = [.. Splitter.ByStory(pool, Gold, Folds)];
        return (ScoredHeadlines.Join(fit.Run(Gold, folds)), ScoredHeadlines.Join(fit.RunStock(Gold, folds)));
    }

    private (IReadOnlyList<ScoredHeadlines> Ours, IReadOnlyList<ScoredHeadlines> Stock) LeftOut(
        string task,
        CrossFit fit,
        IReadOnlyList<string> sources
    )
    {
        List<Fold> folds = [.. Splitter.BySource(Read(task, withGold: false), sources)];
        return (fit.Run("left-out", folds), fit.RunStock("left-out", folds));
    }

    private (ScoredHeadlines Ours, ScoredHeadlines Stock) Later(CrossFit fit)
    {
        Fold[] fold =
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
        return (fit.Run("later", fold)[0], fit.RunStock("later", fold)[0]);
    }

    private Pool Read(string task, bool withGold)
    {
        Progress.Report($"reading headlines with a {(task == ModelBundle.TopicTask ? "topic" : "bait label")}");
        string[] gold =
        [
            Path.Combine(Folder, "gold", "train.tsv"),
            .. withGold ? [Path.Combine(Folder, "gold", "gold.tsv")] : Array.Empty<string>(),
        ];
        return Pool.Read([.. Files(task), .. gold], new Recipe(task, null, Seed).IsUsable);
    }

    private string[] Files(string task)
    {
        var folder = Path.Combine(Folder, task);
        return Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder, "*.tsv.gz").Order(StringComparer.Ordinal)]
            : throw new TrainingDataException(
                $"{folder}: there is no such folder; docs/DATA.md says what data this needs."
            );
    }
}

/// <summary>What the stages of the standard evaluation scored, each beside ML.NET's stock model.</summary>
public sealed record StandardResult
{
    /// <summary>Topics of gold, cross-validated by story.</summary>
    public required ScoredHeadlines GoldTopic { get; init; }

    /// <summary>The same by the stock model.</summary>
    public required ScoredHeadlines GoldTopicStock { get; init; }

    /// <summary>Topics of each of <see cref="StandardEvaluation.TopicSources"/>, left out in turn.</summary>
    public required IReadOnlyList<ScoredHeadlines> TopicLeftOut { get; init; }

    /// <summary>The same by the stock model.</summary>
    public required IReadOnlyList<ScoredHeadlines> TopicLeftOutStock { get; init; }

    /// <summary>Topics of newsapi_top in March and April 2022, learned from headlines before 2022.</summary>
    public required ScoredHeadlines Later { get; init; }

    /// <summary>The same by the stock model.</summary>
    public required ScoredHeadlines LaterStock { get; init; }

    /// <summary>Bait of gold, cross-validated by story.</summary>
    public required ScoredHeadlines GoldClickbait { get; init; }

    /// <summary>The same by the stock model.</summary>
    public required ScoredHeadlines GoldClickbaitStock { get; init; }

    /// <summary>Bait of each of <see cref="StandardEvaluation.ClickbaitSources"/>, left out in turn.</summary>
    public required IReadOnlyList<ScoredHeadlines> ClickbaitLeftOut { get; init; }

    /// <summary>The same by the stock model.</summary>
    public required IReadOnlyList<ScoredHeadlines> ClickbaitLeftOutStock { get; init; }

    /// <summary>Stop Clickbait in lower case, one fifth by story, learned from the rest of it.</summary>
    public required ScoredHeadlines StopClickbait { get; init; }

    /// <summary>The same by the stock model.</summary>
    public required ScoredHeadlines StopClickbaitStock { get; init; }

    /// <summary>The same, split at random.</summary>
    public required ScoredHeadlines StopClickbaitRandom { get; init; }
}
