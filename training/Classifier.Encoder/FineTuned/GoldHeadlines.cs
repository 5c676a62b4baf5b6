using Classifier.Taxonomy;
using Classifier.Training.Data;
using Classifier.Transformers.Training;

namespace Classifier.Encoder.FineTuned;

/// <summary>Converts labeled headlines to training examples.</summary>
internal static class GoldHeadlines
{
    private static readonly string[] Topics = [.. IptcTopics.All.Select(topic => topic.Id)];

    /// <summary>Gets the labels of the topic head.</summary>
    public static IReadOnlyList<string> Labels => Topics;

    /// <summary>Converts headlines. Labels other than the 17 IPTC topics are ignored.</summary>
    public static HeadlineExample[] ToExamples(IEnumerable<LabeledHeadline> headlines, Func<string, int[]> tokenize) =>
        [
            .. headlines.Select(headline => new HeadlineExample(
                tokenize(headline.Text),
                IndexOf(headline.Topic),
                IndexOf(headline.SecondTopic),
                headline.Bait is { } bait ? (int)MathF.Round(bait) : null
            )),
        ];

    private static int? IndexOf(string? topic) => Array.IndexOf(Topics, topic) is var index and >= 0 ? index : null;
}
