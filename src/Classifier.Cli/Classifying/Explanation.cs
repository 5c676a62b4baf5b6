using Classifier.Scoring;
using Classifier.Taxonomy;

namespace Classifier.Cli.Classifying;

/// <summary>Why a headline got one of its scores.</summary>
/// <param name="Target"><c>clickbait</c> or a topic's id.</param>
/// <param name="Label">The target's name.</param>
/// <param name="Score">The probability, 0 to 1.</param>
/// <param name="Note">What to know of the score: the band of bait, or that the topic is not named by default; null for
/// nothing.</param>
/// <param name="Words">The words that count, in their order; each adds its contribution to the target's logit.</param>
/// <param name="Cues">The named cues that count, strongest first.</param>
internal sealed record Explanation(
    string Target, string Label, float Score, string? Note, IReadOnlyList<Reason> Words, IReadOnlyList<Reason> Cues)
{
    /// <summary>Explains the clickbait score and the most probable topics of a headline.</summary>
    /// <param name="classifier">The models.</param>
    /// <param name="headline">The headline.</param>
    /// <param name="topics">How many topics.</param>
    public static IReadOnlyList<Explanation> Of(HeadlineClassifier classifier, string headline, int topics)
    {
        var all = classifier.Classify(headline, new ClassifyOptions { TopK = topics, MinScore = 0, Explain = true });
        var named = classifier.Classify(headline).Topics.Select(topic => topic.Topic.Id).ToHashSet();
        return
        [
            Of(all, new Topic("clickbait", "clickbait"), all.Clickbait.Score, all.Clickbait.Band.ToString().ToLowerInvariant()),
            .. all.Topics.Select(topic => Of(all, topic.Topic, topic.Score, named.Contains(topic.Topic.Id) ? null : "too improbable to be named")),
        ];
    }

    private static Explanation Of(Classification classification, Topic target, float score, string? note)
    {
        var reasons = classification.Reasons.Where(reason => reason.Target == target.Id).ToList();
        return new Explanation(target.Id, target.Label, score, note,
            [.. reasons.Where(reason => reason.End > reason.Start).OrderBy(reason => reason.Start)],
            [.. reasons.Where(reason => reason.End == reason.Start)]);
    }
}
