using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Evaluation.Predictions;

namespace Classifier.Training.Evaluation.Baselines;

/// <summary>Scores headlines with simple rules, as baselines that every trained model must clearly exceed.</summary>
internal static class RuleBaselines
{
    private static readonly string[] BaitWords =
    [
        "you",
        "your",
        "you'll",
        "youll",
        "you're",
        "youre",
        "this",
        "these",
        "here's",
        "heres",
        "why",
        "what",
        "how",
        "things",
        "reasons",
        "ways",
        "believe",
        "never",
        "secret",
        "trick",
        "amazing",
        "shocking",
        "viral",
        "watch",
        "quiz",
        "guess",
        "actually",
        "literally",
    ];

    private static readonly Dictionary<string, string> TopicWords = new(StringComparer.Ordinal)
    {
        ["medtop:01000000"] = "film movie album song singer actor actress star music show tv book series festival art",
        ["medtop:02000000"] =
            "police court murder arrested jailed charged judge trial killed accused rape suspect sentenced lawsuit",
        ["medtop:03000000"] =
            "crash fire earthquake flood floods explosion blast rescue disaster accident collapse wildfire dead",
        ["medtop:04000000"] =
            "shares market stocks bank profit sales economy prices oil deal ceo stock inflation investors growth",
        ["medtop:05000000"] =
            "school schools students student university college teachers exam education pupils campus",
        ["medtop:06000000"] =
            "climate environment pollution emissions wildlife carbon conservation species warming energy",
        ["medtop:07000000"] =
            "health virus covid coronavirus covid-19 vaccine cancer doctors hospital disease patients drug flu",
        ["medtop:08000000"] = "royal prince princess queen record oldest baby dog cat meghan harry couple lottery",
        ["medtop:09000000"] = "workers jobs strike union wages pay wage employees layoffs pension unemployment staff",
        ["medtop:10000000"] =
            "recipe recipes travel food home garden fashion beauty horoscope holiday style best wine restaurant",
        ["medtop:11000000"] =
            "president minister election government parliament senate vote trump biden party congress bill mayor",
        ["medtop:12000000"] =
            "church pope catholic bishop muslim mosque temple faith religious prayer christian islam priest",
        ["medtop:13000000"] =
            "apple google iphone samsung app space nasa scientists study android phone software microsoft ai mars",
        ["medtop:14000000"] =
            "women family children marriage gender black racism gay community poverty migrants parents lgbt",
        ["medtop:15000000"] = "win match league cup coach player season game goal final cricket football nfl nba team",
        ["medtop:16000000"] =
            "war troops attack military army killed ukraine syria taliban terror bomb forces missile ceasefire",
        ["medtop:17000000"] = "weather storm rain snow forecast hurricane heat temperatures winds cyclone winter",
    };

    /// <summary>Scores clickbait by the share of capitalized words, which almost determines the label in some data sets.</summary>
    public static ScoredHeadlines CapitalizedWords(IReadOnlyList<LabeledHeadline> headlines) =>
        ScoreClickbait(
            headlines,
            headline =>
            {
                var words = SplitWords(headline);
                return words.Count(word => char.IsUpper(word[0])) / (float)Math.Max(1, words.Length);
            }
        );

    /// <summary>Scores clickbait by the number of typical clickbait words and a leading number.</summary>
    public static ScoredHeadlines BaitKeywords(IReadOnlyList<LabeledHeadline> headlines) =>
        ScoreClickbait(
            headlines,
            headline =>
            {
                var words = SplitWords(headline.ToLowerInvariant());
                var hits =
                    words.Count(BaitWords.Contains) + (words.Length > 0 && char.IsAsciiDigit(words[0][0]) ? 1 : 0);
                return hits / (float)(hits + 2);
            }
        );

    /// <summary>Scores topics by the number of keywords of each topic. Without keywords, the most frequent topic of the data
    /// scores highest.</summary>
    public static ScoredHeadlines TopicKeywords(IReadOnlyList<LabeledHeadline> headlines)
    {
        string[] labels =
        [
            .. headlines.Select(headline => headline.Topic!).Union(TopicWords.Keys).Order(StringComparer.Ordinal),
        ];
        var words = labels.Select(label => TopicWords.GetValueOrDefault(label, "").Split(' ').ToHashSet()).ToArray();
        var majority = headlines.CountBy(headline => headline.Topic!).MaxBy(topic => topic.Value).Key;
        return new ScoredHeadlines(
            ModelBundle.TopicTask,
            labels,
            headlines,
            [
                .. CasingVariant.All.Select(variant =>
                    headlines
                        .Select(headline =>
                        {
                            var tokens = SplitWords(variant.Apply(headline.Text).ToLowerInvariant());
                            var hits = labels
                                .Select(
                                    (label, i) => tokens.Count(words[i].Contains) + (label == majority ? 0.5f : 0.01f)
                                )
                                .ToArray();
                            var sum = hits.Sum();
                            return Array.ConvertAll(hits, hit => hit / sum);
                        })
                        .ToList()
                ),
            ]
        );
    }

    /// <summary>Scores every headline alike, by the shares of the labels in the data.</summary>
    public static ScoredHeadlines Majority(string task, IReadOnlyList<LabeledHeadline> headlines)
    {
        if (task == ModelBundle.ClickbaitTask)
        {
            var share = headlines.Count(headline => headline.Bait >= 2) / (float)headlines.Count;
            return ScoreClickbait(headlines, _ => share);
        }

        var topics = headlines
            .CountBy(headline => headline.Topic!)
            .OrderBy(topic => topic.Key, StringComparer.Ordinal)
            .ToList();
        float[] shares = [.. topics.Select(topic => topic.Value / (float)headlines.Count)];
        return new ScoredHeadlines(
            task,
            [.. topics.Select(topic => topic.Key)],
            headlines,
            [.. CasingVariant.All.Select(_ => Enumerable.Repeat(shares, headlines.Count).ToList())]
        );
    }

    private static ScoredHeadlines ScoreClickbait(
        IReadOnlyList<LabeledHeadline> headlines,
        Func<string, float> score
    ) =>
        new(
            ModelBundle.ClickbaitTask,
            [ModelBundle.ClickbaitTask],
            headlines,
            [
                .. CasingVariant.All.Select(variant =>
                    headlines.Select(headline => new[] { score(variant.Apply(headline.Text)) }).ToList()
                ),
            ]
        );

    private static string[] SplitWords(string headline) =>
        headline.Split(
            [' ', '"', '“', '”', ',', '.', ':', ';', '!', '?', '(', ')'],
            StringSplitOptions.RemoveEmptyEntries
        );
}
