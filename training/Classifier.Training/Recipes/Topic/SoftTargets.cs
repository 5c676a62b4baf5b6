using Classifier.Training.Data;

namespace Classifier.Training.Recipes.Topic;

/// <summary>Targets that are shared among labels: probabilities of all labels, summing to one.</summary>
internal static class SoftTargets
{
    /// <summary>Labels with less than this are dropped from a target: they cost a row each and teach little.</summary>
    private const float Least = 0.1f;

    /// <summary>What a second topic, which is nearly as good an answer, gets of a headline's target.</summary>
    private const float SecondShare = 0.35f;

    /// <summary>The target that a headline's own labels make.</summary>
    /// <param name="headline">A headline with a topic.</param>
    /// <param name="labels">All labels.</param>
    public static float[] OfLabels(LabeledHeadline headline, IReadOnlyList<string> labels)
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

    /// <summary>Two targets mixed.</summary>
    /// <param name="a">The one.</param>
    /// <param name="b">The other.</param>
    /// <param name="share">The share of <paramref name="b"/>, 0 to 1.</param>
    public static float[] Mix(float[] a, float[] b, float share) =>
        [.. a.Zip(b, (x, y) => ((1 - share) * x) + (share * y))];

    /// <summary>The labels of a target that are worth a row, with their shares scaled to sum to one.</summary>
    public static IEnumerable<(int Label, float Share)> Rows(float[] target)
    {
        var best = target.IndexOf(target.Max());
        var kept = target
            .Select((share, label) => (Label: label, Share: share))
            .Where(row => row.Share >= Least || row.Label == best)
            .ToList();
        var sum = kept.Sum(row => row.Share);
        return kept.Select(row => (row.Label, row.Share / sum));
    }
}
