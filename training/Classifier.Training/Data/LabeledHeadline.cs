namespace Classifier.Training.Data;

/// <summary>Represents a headline with its labels.</summary>
/// <param name="Text">The headline as printed.</param>
/// <param name="Topic">The label of the main topic; <see langword="null"/> if it is not known.</param>
/// <param name="Bait">The clickbait grade from 0 to 3, with 0 and 3 for sources that only distinguish no and yes;
/// <see langword="null"/> if it is not known.</param>
/// <param name="Origin">Who labeled the headline.</param>
/// <param name="Source">The file or feed that it comes from, in lower case.</param>
/// <param name="Weight">The weight in training, greater than 0.</param>
/// <param name="IsTest">A value indicating whether the file reserves the headline for testing.</param>
/// <param name="SecondTopic">A second topic that evaluation accepts; <see langword="null"/> if there is none.</param>
/// <param name="Date">The publication date; <see langword="null"/> if it is not known.</param>
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
    /// <summary>Gets further topics that training uses in the same way as <see cref="Topic"/>.</summary>
    public IReadOnlyList<string> OtherTopics { get; init; } = [];

    /// <summary>Gets a value indicating whether a reader found that the headline does not tell its topic, such as “Photos of the
    /// day”. A topic model learns to be unsure of it.</summary>
    public bool HasNoTopic { get; init; }

    /// <summary>Gets all topics that training uses, main topic first.</summary>
    public IEnumerable<string> Topics => Topic is null ? [] : OtherTopics.Prepend(Topic);

    /// <summary>Returns the headline once for each topic, with its weight divided among them.</summary>
    internal IEnumerable<LabeledHeadline> PerTopic() =>
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

/// <summary>Specifies who labeled a headline.</summary>
public enum LabelOrigin
{
    /// <summary>The label follows from where the headline was published, such as the category of a feed. Such labels are
    /// plentiful but biased.</summary>
    Source,

    /// <summary>Someone read and labeled the headline. Such labels are scarce and serve as the ground truth.</summary>
    Reader,
}
