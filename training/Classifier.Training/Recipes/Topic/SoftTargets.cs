using Classifier.Training.Data;

namespace Classifier.Training.Recipes.Topic;

/// <summary>Creates and combines soft targets: probabilities of all labels that sum to 1.</summary>
internal static class SoftTargets
{
    /// <summary>The share of a second topic, which is almost as good an answer as the first.</summary>
    private const float SecondShare = 0.35f;

    /// <summary>Creates the target from the labels of a headline.</summary>
    /// <param name="headline">A headline that has a topic.</param>
    /// <param name="labels">All labels.</param>
    public static float[] FromLabels(LabeledHeadline headline, IReadOnlyList<string> labels)
    {
        var target = new float[labels.Count];
        void Add(string label, float share)
        {
            for (var i = 0; i < labels.Count; i++)
            {
                target[i] += labels[i] == label ? share : 0;
            }
        }

        if (headline.OtherTopics.Count > 0)
        {
            foreach (var topic in headline.Topics)
            {
                Add(topic, 1f / (headline.OtherTopics.Count + 1));
            }
        }
        else if (headline.SecondTopic is { } second && labels.Contains(second))
        {
            Add(headline.Topic!, 1 - SecondShare);
            Add(second, SecondShare);
        }
        else
        {
            Add(headline.Topic!, 1);
        }

        return target;
    }

    /// <summary>Creates the target of a headline that does not tell its topic: the same probability for each label.</summary>
    /// <param name="labels">The number of labels.</param>
    public static float[] FromNoTopic(int labels) => [.. Enumerable.Repeat(1f / labels, labels)];

    /// <summary>Mixes two targets.</summary>
    /// <param name="a">The first target.</param>
    /// <param name="b">The second target.</param>
    /// <param name="share">The share of <paramref name="b"/>, from 0 to 1.</param>
    public static float[] Mix(float[] a, float[] b, float share) =>
        [.. a.Zip(b, (x, y) => ((1 - share) * x) + (share * y))];
}
