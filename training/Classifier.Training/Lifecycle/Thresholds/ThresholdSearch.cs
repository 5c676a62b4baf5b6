namespace Classifier.Training.Lifecycle.Thresholds;

/// <summary>Finds the lowest score from which on answers are right often enough.</summary>
public static class ThresholdSearch
{
    /// <summary>From a threshold on there must be this many headlines, for the precision to mean something.</summary>
    public const int Fewest = 10;

    /// <summary>The lowest threshold, a multiple of .001, at which the precision is reached; where none is, the one with the
    /// highest precision.</summary>
    /// <param name="scores">The scores of headlines that the model has not seen.</param>
    /// <param name="isRight">For each whether the answer would be right.</param>
    /// <param name="precision">The precision to reach, 0 to 1.</param>
    /// <returns>The threshold and what it gives; null where it has too few headlines at any threshold.</returns>
    public static TunedThreshold? Find(IReadOnlyList<float> scores, IReadOnlyList<bool> isRight, double precision)
    {
        int[] order = [.. Enumerable.Range(0, scores.Count).OrderByDescending(i => scores[i])];
        var all = isRight.Count(right => right);
        TunedThreshold? reached = null,
            highest = null;
        int given = 0,
            hits = 0;
        for (var step = 999; step > 0; step--)
        {
            var threshold = step / 1000.0;
            // As in serving, where thresholds are floats.
            while (given < order.Length && scores[order[given]] >= (float)threshold)
            {
                hits += isRight[order[given++]] ? 1 : 0;
            }

            if (given < Fewest)
            {
                continue;
            }

            var here = TunedThreshold.Of(threshold, hits, given, all, precision);
            reached = here.IsReached ? here : reached;
            highest = highest is null || here.Precision > highest.Precision ? here : highest;
        }

        return reached ?? highest;
    }
}

/// <summary>A threshold and what it gives on the headlines that it was found on.</summary>
/// <param name="Threshold">The smallest score, 0 to 1.</param>
/// <param name="Precision">The share of headlines from there on that are right.</param>
/// <param name="Low">The lower end of its 95 % interval (Wilson 1927).</param>
/// <param name="High">The upper end.</param>
/// <param name="Recall">The share of what should be found that is.</param>
/// <param name="Given">How many headlines lie from there on.</param>
/// <param name="IsReached">Whether the precision that was asked for is reached.</param>
public sealed record TunedThreshold(
    double Threshold,
    double Precision,
    double Low,
    double High,
    double Recall,
    int Given,
    bool IsReached
)
{
    internal static TunedThreshold Of(double threshold, int hits, int given, int all, double wanted)
    {
        const double Z = 1.96;
        double p = (double)hits / given,
            n = given;
        var centre = (p + (Z * Z / (2 * n))) / (1 + (Z * Z / n));
        var half = Z / (1 + (Z * Z / n)) * Math.Sqrt((p * (1 - p) / n) + (Z * Z / (4 * n * n)));
        return new TunedThreshold(
            threshold,
            p,
            centre - half,
            centre + half,
            all == 0 ? 0 : (double)hits / all,
            given,
            p >= wanted
        );
    }
}
