using Classifier.Taxonomy;
using Classifier.Training.Data;

namespace Classifier.Encoder.FineTuned;

/// <summary>Represents a labeled headline as the encoder reads it.</summary>
/// <param name="Text">The headline.</param>
/// <param name="Pieces">The word piece IDs.</param>
/// <param name="Topic">The index of the main topic; null if it is not one of the 17 IPTC topics.</param>
/// <param name="SecondTopic">The index of a second acceptable topic; null if there is none.</param>
/// <param name="Grade">The clickbait grade, 0 to 3; null if it is not known.</param>
/// <param name="HasNoTopic">Whether a reader found that the headline does not tell its topic.</param>
internal sealed record GoldHeadline(
    string Text,
    int[] Pieces,
    int? Topic,
    int? SecondTopic,
    int? Grade,
    bool HasNoTopic
);

/// <summary>Reads labeled headlines.</summary>
internal static class GoldHeadlines
{
    private static readonly string[] Topics = [.. IptcTopics.All.Select(topic => topic.Id)];

    /// <summary>Gets the labels of the topic head.</summary>
    public static IReadOnlyList<string> Labels => Topics;

    /// <summary>Reads files of labeled headlines.</summary>
    public static GoldHeadline[] Read(IEnumerable<string> paths, Func<string, int[]> tokenize) =>
        [
            .. paths
                .SelectMany(path => LabeledFile.Read(path))
                .Select(headline => new GoldHeadline(
                    headline.Text,
                    tokenize(headline.Text),
                    IndexOf(headline.Topic),
                    IndexOf(headline.SecondTopic),
                    headline.Bait is { } bait ? (int)MathF.Round(bait) : null,
                    headline.HasNoTopic
                )),
        ];

    private static int? IndexOf(string? topic) => Array.IndexOf(Topics, topic) is var index and >= 0 ? index : null;
}
