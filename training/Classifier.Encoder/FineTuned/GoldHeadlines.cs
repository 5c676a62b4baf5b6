using Classifier.Taxonomy;
using Classifier.Training.Data;
using Classifier.Training.Recipes.Encoders;

namespace Classifier.Encoder.FineTuned;

/// <summary>Reads labeled headlines.</summary>
internal static class GoldHeadlines
{
    /// <summary>Gets the labels of the topic head.</summary>
    public static IReadOnlyList<string> Labels { get; } = [.. IptcTopics.All.Select(topic => topic.Id)];

    /// <summary>Reads files of labeled headlines.</summary>
    public static EncoderHeadline[] Read(IEnumerable<string> paths, Func<string, int[]> tokenize) =>
        [
            .. paths
                .SelectMany(path => LabeledFile.Read(path))
                .Select(headline => EncoderHeadline.Create(headline, Labels, tokenize)),
        ];
}
