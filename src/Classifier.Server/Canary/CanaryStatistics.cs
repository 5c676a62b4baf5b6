namespace Classifier.Server.Canary;

/// <summary>Represents how the canary differs from the active versions on the headlines that both have scored.</summary>
/// <param name="Compared">The number of headlines.</param>
/// <param name="SameTopic">The number of headlines with the same most probable topic.</param>
/// <param name="SameBand">The number of headlines with the same clickbait band.</param>
/// <param name="ClickbaitShift">The clickbait score of the canary minus that of the active version.</param>
/// <param name="TopicShift">The probability of the canary's most probable topic minus that of the active version's.</param>
internal sealed record CanaryStatistics(
    long Compared,
    long SameTopic,
    long SameBand,
    ScoreShift ClickbaitShift,
    ScoreShift TopicShift
);
