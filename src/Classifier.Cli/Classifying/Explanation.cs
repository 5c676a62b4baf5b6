using Classifier.Features;
using Classifier.Scoring;
using Classifier.Taxonomy;
using Classifier.Text;

namespace Classifier.Cli.Classifying;

/// <summary>Why a headline got one of its scores.</summary>
/// <param name="Target"><c>clickbait</c> or a topic's id.</param>
/// <param name="Label">The target's name.</param>
/// <param name="Score">The probability, 0 to 1.</param>
/// <param name="Note">What to know of the score: the band of bait, or that the topic is not named by default; null for
/// nothing.</param>
/// <param name="Words">The words that count, in their order.</param>
/// <param name="Cues">The named cues that count, strongest first.</param>
internal sealed record Explanation(
    string Target,
    string Label,
    float Score,
    string? Note,
    IReadOnlyList<WordContribution> Words,
    IReadOnlyList<CueContribution> Cues
)
{
    /// <summary>Explains the clickbait score and the most probable topics of a headline.</summary>
    /// <param name="classifier">The models.</param>
    /// <param name="headline">The headline.</param>
    /// <param name="topics">How many topics.</param>
    public static IReadOnlyList<Explanation> Of(HeadlineClassifier classifier, string headline, int topics)
    {
        var all = classifier.Classify(
            headline,
            new ClassifyOptions
            {
                TopK = topics,
                MinScore = 0,
                Explain = true,
            }
        );
        var cues = CueValues(classifier, headline);
        var named = classifier.Classify(headline).Topics.Select(topic => topic.Topic.Id).ToHashSet();
        return
        [
            Of(
                all,
                new Topic("clickbait", "clickbait"),
                all.Clickbait.Score,
                all.Clickbait.Band.ToString().ToLowerInvariant(),
                cues
            ),
            .. all.Topics.Select(topic =>
                Of(
                    all,
                    topic.Topic,
                    topic.Score,
                    named.Contains(topic.Topic.Id) ? null : "too improbable to be named",
                    cues
                )
            ),
        ];
    }

    private static Explanation Of(
        Classification classification,
        Topic target,
        float score,
        string? note,
        Dictionary<string, float> cues
    )
    {
        var reasons = classification.Reasons.Where(reason => reason.Target == target.Id).ToList();
        return new Explanation(
            target.Id,
            target.Label,
            score,
            note,
            [
                .. reasons
                    .Where(reason => reason.End > reason.Start)
                    .OrderBy(reason => reason.Start)
                    .Select(reason => new WordContribution(reason.Text, reason.Start, reason.End, reason.Contribution)),
            ],
            [
                .. reasons
                    .Where(reason => reason.End == reason.Start)
                    .Select(reason => new CueContribution(reason.Text, cues[reason.Text], reason.Contribution)),
            ]
        );
    }

    private static Dictionary<string, float> CueValues(HeadlineClassifier classifier, string headline)
    {
        var featurizer = classifier.Clickbait.Featurizer;
        var tokens = new TokenizedHeadline();
        var features = new FeatureBuffer(featurizer.Settings);
        Tokenizer.Tokenize(headline, tokens);
        featurizer.Featurize(tokens, features);
        return ClickbaitCues.Names.Zip(features.Cues).ToDictionary(cue => cue.First, cue => cue.Second);
    }
}

/// <summary>What words add to a target's logit.</summary>
/// <param name="Text">The words as printed.</param>
/// <param name="Start">Where they start in the headline, in UTF-16 code units.</param>
/// <param name="End">Where they end, exclusive.</param>
/// <param name="Contribution">What they add; negative speaks against.</param>
internal sealed record WordContribution(string Text, int Start, int End, float Contribution);

/// <summary>What a cue adds to a target's logit.</summary>
/// <param name="Name">The cue's name.</param>
/// <param name="Value">How strong it is in the headline, 0 to 1. Its absence may count as well.</param>
/// <param name="Contribution">What it adds; negative speaks against.</param>
internal sealed record CueContribution(string Name, float Value, float Contribution);
