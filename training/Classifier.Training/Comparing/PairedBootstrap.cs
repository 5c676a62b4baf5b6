namespace Classifier.Training.Comparing;

/// <summary>
/// The paired bootstrap (Efron and Tibshirani 1993; for comparing two systems on one set, Koehn 2004): headlines are drawn with
/// replacement, both models are measured on the same draw, and the percentiles of the difference are its interval.
/// </summary>
public static class PairedBootstrap
{
    /// <summary>How many draws there are.</summary>
    public const int Draws = 2_000;

    /// <summary>The 95 % intervals of differences; the same for the same figures and seed on any number of cores.</summary>
    /// <param name="rows">How many headlines there are.</param>
    /// <param name="differences">New minus old for each figure, given how often each headline was drawn; NaN where a draw
    /// cannot tell.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <returns>For each figure the 2.5th and the 97.5th percentile of the draws that can tell; NaN where none can.</returns>
    public static IReadOnlyList<(double Low, double High)> Intervals(int rows, Func<int[], double[]> differences, int seed)
    {
        var draws = new double[Draws][];
        Parallel.For(0, Draws, () => new int[rows], (draw, _, counts) =>
        {
            var random = new Random(HashCodeOf(seed, draw));
            Array.Clear(counts);
            for (var i = 0; i < rows; i++)
                counts[random.Next(rows)]++;
            draws[draw] = differences(counts);
            return counts;
        }, _ => { });
        return [.. Enumerable.Range(0, draws[0].Length).Select(figure => Interval(draws.Select(draw => draw[figure])))];
    }

    private static (double Low, double High) Interval(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        return sorted.Length == 0 ? (double.NaN, double.NaN)
            : (sorted[(int)(0.025 * (sorted.Length - 1))], sorted[(int)Math.Ceiling(0.975 * (sorted.Length - 1))]);
    }

    // HashCode.Combine differs from run to run.
    private static int HashCodeOf(int seed, int draw) => unchecked((seed * 1_000_003) + draw);
}
