namespace Classifier.Training.Data;

/// <summary>A headline with what is known of it.</summary>
/// <param name="Text">The headline as printed.</param>
/// <param name="Topic">Its topic's label; null when none is known.</param>
/// <param name="Bait">How strongly it baits: a grade 0 to 3, or 0 and 3 where the source tells only no and yes; null when
/// not known.</param>
/// <param name="Origin">Who labeled it.</param>
/// <param name="Source">The file or feed that it came from, lower-cased.</param>
/// <param name="Weight">How much it counts, over 0.</param>
/// <param name="IsTest">Whether its file sets it apart for testing.</param>
/// <param name="SecondTopic">A topic that is right as well, for measuring; null when there is none.</param>
/// <param name="Date">When it was printed; null when not known.</param>
public sealed record LabeledHeadline(
    string Text,
    string? Topic,
    float? Bait,
    LabelOrigin Origin,
    string Source,
    float Weight,
    bool IsTest,
    string? SecondTopic = null,
    DateOnly? Date = null
)
{
    /// <summary>Further topics that are as right as <see cref="Topic"/> and learned from as well.</summary>
    public IReadOnlyList<string> OtherTopics { get; init; } = [];

    /// <summary>All topics that are learned from, the main one first.</summary>
    public IEnumerable<string> Topics => Topic is null ? [] : OtherTopics.Prepend(Topic);

    /// <summary>The headline once for each of its topics, its weight shared among them.</summary>
    public IEnumerable<LabeledHeadline> PerTopic() =>
        OtherTopics.Count == 0
            ? [this]
            : Topics.Select(topic =>
                this with
                {
                    Topic = topic,
                    OtherTopics = [],
                    Weight = Weight / (OtherTopics.Count + 1),
                }
            );
}

/// <summary>Who labeled a headline.</summary>
public enum LabelOrigin
{
    /// <summary>The label follows from where it was printed: a feed's category, a publisher's habit. Plentiful and biased.</summary>
    Source,

    /// <summary>Someone read the headline and labeled it. Scarce, and the standard of what is right.</summary>
    Reader,
}
