namespace Classifier.Training.Evaluation.Figures;

/// <summary>
/// Computes confidence intervals by the percentile bootstrap (Efron and Tibshirani 1993). Headlines of one story are not
/// independent, so whole groups are resampled (cluster bootstrap; Field and Welsh 2007).
/// </summary>
internal static class Bootstrap
{
    /// <summary>The default number of resamples.</summary>
    public const int DefaultResamples = 1_000;

    /// <summary>Computes 95 % intervals. The result depends on the measurements and the seed only, not on the number of cores.</summary>
    /// <param name="groups">The group number of each headline.</param>
    /// <param name="measure">Computes the figures from the number of times each headline was drawn; NaN where a figure is
    /// undefined for a resample.</param>
    /// <param name="seed">The random seed.</param>
    /// <param name="resamples">The number of resamples.</param>
    /// <returns>For each figure, the 2.5th and the 97.5th percentile over the resamples in which it is defined; NaN if there
    /// are none.</returns>
    public static IReadOnlyList<(double Low, double High)> Intervals(
        IReadOnlyList<int> groups,
        Func<int[], double[]> measure,
        int seed,
        int resamples = DefaultResamples
    )
    {
        var indices = new Dictionary<int, int>();
        int[] groupOf =
        [
            .. groups.Select(group =>
                indices.TryGetValue(group, out var index) ? index : indices[group] = indices.Count
            ),
        ];
        var figures = new double[resamples][];
        Parallel.For(
            0,
            resamples,
            () => (Groups: new int[indices.Count], Rows: new int[groupOf.Length]),
            (resample, _, counts) =>
            {
                var random = new Random(GetSeed(seed, resample));
                Array.Clear(counts.Groups);
                for (var i = 0; i < counts.Groups.Length; i++)
                {
                    counts.Groups[random.Next(counts.Groups.Length)]++;
                }

                for (var i = 0; i < groupOf.Length; i++)
                {
                    counts.Rows[i] = counts.Groups[groupOf[i]];
                }

                figures[resample] = measure(counts.Rows);
                return counts;
            },
            _ => { }
        );
        return
        [
            .. Enumerable
                .Range(0, figures[0].Length)
                .Select(figure => GetPercentiles(figures.Select(resample => resample[figure]))),
        ];
    }

    private static (double Low, double High) GetPercentiles(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        return sorted.Length == 0
            ? (double.NaN, double.NaN)
            : (sorted[(int)(0.025 * (sorted.Length - 1))], sorted[(int)Math.Ceiling(0.975 * (sorted.Length - 1))]);
    }

    // HashCode.Combine is randomized per process.
    private static int GetSeed(int seed, int resample) => unchecked((seed * 1_000_003) + resample);
}
