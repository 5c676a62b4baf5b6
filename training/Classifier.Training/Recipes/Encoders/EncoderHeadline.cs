using Classifier.Training.Data;
using Classifier.Training.Recipes.Topic;
using Classifier.Transformers;

namespace Classifier.Training.Recipes.Encoders;

/// <summary>Represents a headline as an encoder learns it.</summary>
/// <param name="Headline">The headline and its labels.</param>
/// <param name="Pieces">The word piece IDs.</param>
/// <param name="Topic">The index of the main topic; null if it is not known, or not one of the encoder's labels.</param>
/// <param name="SecondTopic">The index of a second acceptable topic; null if there is none.</param>
public sealed record EncoderHeadline(LabeledHeadline Headline, int[] Pieces, int? Topic, int? SecondTopic)
{
    /// <summary>Gets the probability of each topic to learn; null to learn none.</summary>
    internal float[]? TopicTarget { get; init; }

    /// <summary>Gets the probabilities of the clickbait grades of at least 1, 2, and 3 to learn; null to learn none.</summary>
    internal float[]? GradeTarget { get; init; }

    /// <summary>Creates a headline whose targets are its labels.</summary>
    /// <param name="headline">The labeled headline. If it does not tell its topic, all topics are equally probable.</param>
    /// <param name="labels">The labels of the topics.</param>
    /// <param name="tokenize">Splits a headline into word piece IDs.</param>
    public static EncoderHeadline Create(
        LabeledHeadline headline,
        IReadOnlyList<string> labels,
        Func<string, int[]> tokenize
    )
    {
        int? Find(string? topic) =>
            topic is not null && labels.Index().FirstOrDefault(label => label.Item == topic) is { Item: not null } found
                ? found.Index
                : null;
        var topic = Find(headline.Topic);
        return new EncoderHeadline(headline, tokenize(headline.Text), topic, Find(headline.SecondTopic))
        {
            TopicTarget =
                headline.HasNoTopic ? SoftTargets.FromNoTopic(labels.Count)
                : topic is null ? null
                : SoftTargets.FromLabels(headline, labels),
            GradeTarget = headline.Bait is { } grade ? CreateGradeTarget(grade) : null,
        };
    }

    private static float[] CreateGradeTarget(float grade) =>
        [.. Enumerable.Range(1, EncoderShape.GradeThresholds).Select(least => Math.Clamp(grade - least + 1, 0, 1))];
}
