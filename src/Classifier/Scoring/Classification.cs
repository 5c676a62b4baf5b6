using Classifier.Taxonomy;

namespace Classifier.Scoring;

/// <summary>Represents the classification of one headline.</summary>
/// <param name="Headline">The headline as passed to the classifier.</param>
/// <param name="Topics">The topics, most probable first; empty if no topic reaches its minimum score.</param>
/// <param name="Clickbait">The clickbait score.</param>
/// <param name="Reasons">The reasons for the scores, largest absolute contribution first; empty unless
/// requested.</param>
/// <param name="LanguageSupported">A value indicating whether the headline is in a supported language
/// (English).</param>
/// <param name="ModelVersions">The versions of the models used.</param>
public sealed record Classification(
    string Headline,
    IReadOnlyList<TopicScore> Topics,
    ClickbaitScore Clickbait,
    IReadOnlyList<Reason> Reasons,
    bool LanguageSupported,
    ModelVersions ModelVersions
);

/// <summary>Represents a topic and its probability.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Score">The calibrated probability, 0 to 1.</param>
public readonly record struct TopicScore(Topic Topic, float Score);

/// <summary>Represents the clickbait score of a headline.</summary>
/// <param name="Score">The calibrated probability, 0 to 1, that a reader would rate the headline as considerable or
/// heavy clickbait.</param>
/// <param name="Band">The band of the score, by the thresholds stored with the model.</param>
public readonly record struct ClickbaitScore(float Score, ClickbaitBand Band);

/// <summary>Specifies the degree of clickbait, from weakest to strongest.</summary>
public enum ClickbaitBand
{
    /// <summary>The headline states what the story is.</summary>
    None,

    /// <summary>The headline teases but still states the point.</summary>
    Slight,

    /// <summary>
    /// The headline withholds the point, or uses exaggeration, emotion or direct address to attract clicks.
    /// </summary>
    Considerable,

    /// <summary>The headline does both.</summary>
    Heavy,
}

/// <summary>
/// Represents one additive contribution to a score. The contributions to a target and the model's bias sum to the
/// target's logit.
/// </summary>
/// <param name="Text">The words as printed, or the name of a cue if <paramref name="Start"/> equals
/// <paramref name="End"/>.</param>
/// <param name="Start">The start of the words in the headline, in UTF-16 code units.</param>
/// <param name="End">The end of the words in the headline, exclusive.</param>
/// <param name="Target">The score that the reason applies to: <c>clickbait</c> or a topic ID.</param>
/// <param name="Contribution">The contribution to the target's logit; negative values lower the score.</param>
public readonly record struct Reason(string Text, int Start, int End, string Target, float Contribution);

/// <summary>Contains the versions of the models that produced a classification.</summary>
/// <param name="Topic">The version of the topic model.</param>
/// <param name="Clickbait">The version of the clickbait model.</param>
public sealed record ModelVersions(string Topic, string Clickbait);
