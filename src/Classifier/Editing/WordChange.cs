using Classifier.Scoring;

namespace Classifier.Editing;

/// <summary>Represents a change of words of a headline that lowers its clickbait score.</summary>
/// <param name="Kind">What is done to the words.</param>
/// <param name="Text">The words as printed.</param>
/// <param name="Start">The start of the words in the headline, in UTF-16 code units.</param>
/// <param name="End">The end of the words in the headline, exclusive.</param>
/// <param name="Replacement">The words to put instead; empty if there are none.</param>
/// <param name="Contribution">The part of the clickbait logit that the model attributes to the words, without the cues of the
/// whole headline.</param>
/// <param name="Result">The headline after the change. Of a change of kind <see cref="ChangeKind.Reword"/>, the rest of the
/// headline, which may not read well.</param>
/// <param name="LogitChange">The change of the clickbait logit, from scoring <paramref name="Result"/>; negative. The negated
/// logit of the headline if <paramref name="Effect"/> is <see cref="ChangeEffect.NothingLeft"/>.</param>
/// <param name="Clickbait">The score of <paramref name="Result"/>; default if <paramref name="Effect"/> is
/// <see cref="ChangeEffect.NothingLeft"/>.</param>
/// <param name="Effect">What the change does to the band of the headline.</param>
public sealed record WordChange(
    ChangeKind Kind,
    string Text,
    int Start,
    int End,
    string Replacement,
    float Contribution,
    string Result,
    float LogitChange,
    ClickbaitScore Clickbait,
    ChangeEffect Effect
);

/// <summary>Specifies what a <see cref="WordChange"/> does.</summary>
public enum ChangeKind
{
    /// <summary>Puts plain words in the place of words that bait.</summary>
    Replace,

    /// <summary>Leaves out words that the sentence does not need.</summary>
    Remove,

    /// <summary>Names words that add to the score and for which no plain words are known. Someone has to write the headline
    /// without them.</summary>
    Reword,
}

/// <summary>Specifies what a change does to the band of a headline.</summary>
public enum ChangeEffect
{
    /// <summary>The changed headline has a lower band.</summary>
    LeavesBand,

    /// <summary>The changed headline has a lower score, but the same band.</summary>
    SameBand,

    /// <summary>No word is left.</summary>
    NothingLeft,
}
