namespace Classifier.Training.Lifecycle.Thresholds;

/// <summary>Finds the lowest threshold that reaches a target precision.</summary>
public static class ThresholdSearch
{
    /// <summary>The minimum number of headlines at or above a threshold for its precision to be meaningful.</summary>
    public const int MinHeadlines = 10;

    /// <summary>Finds the lowest threshold, a multiple of .001, that reaches the target precision. If there is none, returns the
    /// threshold with the highest precision.</summary>
    /// <param name="scores">The scores of the headlines.</param>
    /// <param name="isPositive">Whether each headline has the label.</param>
    /// <param name="precision">The target precision, 0 to 1.</param>
    /// <returns>The threshold and its metrics; null if fewer than <see cref="MinHeadlines"/> headlines reach any threshold.</returns>
    internal static TunedThreshold? Find(IReadOnlyList<float> scores, IReadOnlyList<bool> isPositive, double precision)
    {
        int[] order = [.. Enumerable.Range(0, scores.Count).OrderByDescending(i => scores[i])];
        var positives = isPositive.Count(positive => positive);
        TunedThreshold? reached = null,
            highest = null;
        int selected = 0,
            hits = 0;
        for (var step = 999; step > 0; step--)
        {
            var threshold = step / 1000.0;
            // Thresholds are compared as floats, as in serving.
            while (selected < order.Length && scores[order[selected]] >= (float)threshold)
            {
                hits += isPositive[order[selected++]] ? 1 : 0;
            }

            if (selected < MinHeadlines)
            {
                continue;
            }

            var here = TunedThreshold.Create(threshold, hits, selected, positives, precision);
            reached = here.IsReached ? here : reached;
            highest = highest is null || here.Precision > highest.Precision ? here : highest;
        }

        return reached ?? highest;
    }
}
