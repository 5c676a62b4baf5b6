using Classifier.Editing;
using Classifier.Scoring;
using Classifier.Taxonomy;

namespace Classifier.Cli.Classifying;

/// <summary>Converts messages of the API to the library's records.</summary>
internal static class ClassificationMessages
{
    /// <summary>Returns a classification.</summary>
    /// <param name="proto">The message.</param>
    /// <param name="headline">The headline as it was sent.</param>
    public static Classification ToClassification(this V1.Classification proto, string headline) =>
        new(
            headline,
            [.. proto.Topics.Select(topic => new TopicScore(new Topic(topic.Id, topic.Label), topic.Score))],
            ToScore(proto.Clickbait),
            [
                .. proto.Reasons.Select(reason => new Reason(
                    reason.Text,
                    reason.Start,
                    reason.End,
                    reason.Target,
                    reason.Contribution
                )),
            ],
            [.. proto.Bases.Select(logit => new LogitBase(logit.Target, logit.Base, logit.Logit))],
            proto.LanguageSupported,
            new ModelVersions(proto.ModelVersions.Topic, proto.ModelVersions.Clickbait),
            proto.AnyTopicConfidence
        );

    /// <summary>Returns a headline of a comparison, which has no error.</summary>
    /// <param name="proto">The message.</param>
    /// <param name="headline">The headline as it was sent.</param>
    public static ComparedHeadline ToComparedHeadline(this V1.ComparedHeadline proto, string headline) =>
        new(
            proto.Classification.ToClassification(headline),
            proto.Rank,
            [.. proto.Changes.Select(ToWordChange)],
            [.. proto.Steps.Select(ToWordChange)]
        );

    private static WordChange ToWordChange(V1.WordChange proto) =>
        new(
            proto.Kind switch
            {
                V1.WordChangeKind.Replace => ChangeKind.Replace,
                V1.WordChangeKind.Remove => ChangeKind.Remove,
                _ => ChangeKind.Reword,
            },
            proto.Text,
            proto.Start,
            proto.End,
            proto.Replacement,
            proto.Contribution,
            proto.Result,
            proto.LogitChange,
            ToScore(proto.Clickbait),
            proto.Effect switch
            {
                V1.WordChangeEffect.LeavesBand => ChangeEffect.LeavesBand,
                V1.WordChangeEffect.SameBand => ChangeEffect.SameBand,
                _ => ChangeEffect.NothingLeft,
            }
        );

    private static ClickbaitScore ToScore(V1.ClickbaitScore? proto) =>
        new(
            proto?.Score ?? 0,
            proto?.Band switch
            {
                V1.ClickbaitBand.Heavy => ClickbaitBand.Heavy,
                V1.ClickbaitBand.Considerable => ClickbaitBand.Considerable,
                V1.ClickbaitBand.Slight => ClickbaitBand.Slight,
                _ => ClickbaitBand.None,
            }
        );
}
