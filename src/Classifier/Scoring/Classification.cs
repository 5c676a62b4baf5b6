using Classifier.Taxonomy;

namespace Classifier.Scoring;

/// <summary>Represents the classification of one headline.</summary>
/// <param name="Headline">The headline as passed to the classifier.</param>
/// <param name="Topics">The topics, most probable first; empty if no topic reaches its minimum score.</param>
/// <param name="Clickbait">The clickbait score; meaningless unless <see cref="HasClickbait"/>.</param>
/// <param name="Reasons">The reasons for the scores, largest absolute contribution first; empty unless
/// requested.</param>
/// <param name="Bases">The base and the logit of each score that <paramref name="Reasons"/> explain; empty unless
/// requested.</param>
/// <param name="LanguageSupported">A value indicating whether the headline is in a supported language
/// (English).</param>
/// <param name="ModelVersions">The versions of the models used.</param>
/// <param name="AnyTopicConfidence">The probability, 0 to 1, that the most probable topic is the main topic of the headline or
/// another acceptable one; 0 without a topic model. The score of a topic is the probability that it is the main one.</param>
public sealed record Classification(
    string Headline,
    IReadOnlyList<TopicScore> Topics,
    ClickbaitScore Clickbait,
    IReadOnlyList<Reason> Reasons,
    IReadOnlyList<LogitBase> Bases,
    bool LanguageSupported,
    ModelVersions ModelVersions,
    float AnyTopicConfidence
)
{
    /// <summary>
    /// Gets a value indicating whether there is a clickbait score. A classifier without a clickbait model has none.
    /// </summary>
    public bool HasClickbait => ModelVersions.Clickbait.Length > 0;

    /// <summary>Gets the scores that statistics need.</summary>
    public ScoreSummary Summary { get; init; }

    /// <summary>
    /// Gets a value indicating whether the reasons are estimates, which do not sum to a logit: they state how much a logit
    /// falls when a word is left out. Exact reasons come with <see cref="Bases"/>.
    /// </summary>
    public bool HasEstimatedReasons => Reasons.Count > 0 && Bases.Count == 0;
}

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
/// Represents one additive contribution to a score: a word, a phrase or a cue of the headline. The base of a target and
/// the contributions to it sum to its logit; see <see cref="LogitBase"/>.
/// </summary>
/// <param name="Text">The words as printed. If <paramref name="Start"/> equals <paramref name="End"/>, the name of a cue
/// or <see cref="OtherText"/>.</param>
/// <param name="Start">The start of the words in the headline, in UTF-16 code units.</param>
/// <param name="End">The end of the words in the headline, exclusive.</param>
/// <param name="Target">The score that the reason applies to: <c>clickbait</c> or a topic ID.</param>
/// <param name="Contribution">The contribution to the target's logit; negative values lower the score.</param>
public readonly record struct Reason(string Text, int Start, int End, string Target, float Contribution)
{
    /// <summary>
    /// The text of the reason that sums all small contributions to a target: those below 2 % of the sum of magnitudes.
    /// </summary>
    public const string OtherText = "other words and cues";

    /// <summary>Gets a value indicating whether the reason is a part of the headline's text.</summary>
    public bool IsText => End > Start;

    /// <summary>Gets a value indicating whether the reason sums small contributions.</summary>
    public bool IsOther => !IsText && Text == OtherText;

    /// <summary>Creates the reason that sums the small contributions to a target.</summary>
    internal static Reason CreateOther(string target, float contribution) => new(OtherText, 0, 0, target, contribution);
}

/// <summary>Represents the logit of a score and the part of it that no reason explains.</summary>
/// <param name="Target">The score: <c>clickbait</c> or a topic ID.</param>
/// <param name="Base">The bias of the model and the contributions of absent cues. The base and the contributions of all
/// reasons of the target sum to <paramref name="Logit"/>.</param>
/// <param name="Logit">The logit. The logistic function maps it to the clickbait score; for topics the results are
/// divided by their sum over all topics of the model.</param>
public readonly record struct LogitBase(string Target, float Base, float Logit);

/// <summary>Contains the versions of the models that produced a classification.</summary>
/// <param name="Topic">The version of the topic model; empty if there is none.</param>
/// <param name="Clickbait">The version of the clickbait model; empty if there is none.</param>
public sealed record ModelVersions(string Topic, string Clickbait);
