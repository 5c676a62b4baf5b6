using Classifier.Taxonomy;

namespace Classifier.Scoring;

/// <summary>What the classifier says of one headline.</summary>
/// <param name="Headline">The headline as it came.</param>
/// <param name="Topics">The topics, most probable first; empty when nothing fits well.</param>
/// <param name="Clickbait">How strongly the headline works to be clicked rather than to inform.</param>
/// <param name="Reasons">Why, strongest first; empty unless asked for.</param>
/// <param name="LanguageSupported">Whether the headline is in a language that the models know (English).</param>
/// <param name="ModelVersions">Which models said so.</param>
public sealed record Classification(
    string Headline,
    IReadOnlyList<TopicScore> Topics,
    ClickbaitScore Clickbait,
    IReadOnlyList<Reason> Reasons,
    bool LanguageSupported,
    ModelVersions ModelVersions
);

/// <summary>A topic and how probable it is.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Score">The calibrated probability, 0 to 1.</param>
public readonly record struct TopicScore(Topic Topic, float Score);

/// <summary>How strongly a headline is clickbait.</summary>
/// <param name="Score">The calibrated probability, 0 to 1, that a reader would call it considerable or heavy bait.</param>
/// <param name="Band">The score's band, by the thresholds kept with the model.</param>
public readonly record struct ClickbaitScore(float Score, ClickbaitBand Band);

/// <summary>The grades of bait, mildest first.</summary>
public enum ClickbaitBand
{
    /// <summary>Says what the story is.</summary>
    None,

    /// <summary>A tease, but the point is still told.</summary>
    Slight,

    /// <summary>Holds back the point, or pushes by exaggeration, emotion or address.</summary>
    Considerable,

    /// <summary>Both.</summary>
    Heavy,
}

/// <summary>One exact part of a score. All parts of a target and the model's bias sum to the target's logit.</summary>
/// <param name="Text">The words as printed, or the name of a cue when <paramref name="Start"/> equals
/// <paramref name="End"/>.</param>
/// <param name="Start">Where the words start in the headline, in UTF-16 code units.</param>
/// <param name="End">Where they end, exclusive.</param>
/// <param name="Target">What the reason speaks for: <c>clickbait</c> or a topic's id.</param>
/// <param name="Contribution">What it adds to the target's logit; negative speaks against.</param>
public readonly record struct Reason(string Text, int Start, int End, string Target, float Contribution);

/// <summary>The versions of the models that made a classification.</summary>
/// <param name="Topic">Of the topic model.</param>
/// <param name="Clickbait">Of the clickbait model.</param>
public sealed record ModelVersions(string Topic, string Clickbait);
