namespace Classifier.Training.Evaluation.Figures;

/// <summary>
/// How far a figure would move on another set of the same kind: the percentile bootstrap (Efron and Tibshirani 1993).
/// Headlines of one story tell little more than one headline, so whole groups are drawn (the cluster bootstrap; Field and
/// Welsh 2007).
/// </summary>
public static class Bootstrap
{
    /// <summary>How many draws there are.</summary>
    public const int Draws = 1_000;

    /// <summary>The 95 % intervals of figures; the same for the same figures and seed on any number of cores.</summary>
    /// <param name="groups">For each headline the number of its group.</param>
    /// <param name="measure">The figures, given how often each headline was drawn; NaN where a draw cannot tell.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <param name="draws">How many draws to make.</param>
    /// <returns>For each figure the 2.5th and the 97.5th percentile of the draws that can tell; NaN where none can.</returns>
    public static IReadOnlyList<(double Low, double High)> Intervals(
        IReadOnlyList<int> groups,
        Func<int[], double[]> measure,
        int seed,
        int draws = Draws
    )
    {
        var numbers = new Dictionary<int, int>();
        int[] dense =
        [
            .. groups.Select(group =>
                numbers.TryGetValue(group, out var number) ? number : numbers[group] = numbers.Count
            ),
        ];
        var figures = new double[draws][];
        Parallel.For(
            0,
            draws,
            () => (Groups: new int[numbers.Count], Rows: new int[dense.Length]),
            (draw, _, counts) =>
            {
                var random = new Random(SeedOf(seed, draw));
                Array.Clear(counts.Groups);
                for (var i = 0; i < counts.Groups.Length; i++)
                {
                    counts.Groups[random.Next(counts.Groups.Length)]++;
                }

                for (var i = 0; i < dense.Length; i++)
                {
                    counts.Rows[i] = counts.Groups[dense[i]];
                }

                figures[draw] = measure(counts.Rows);
                return counts;
            },
            _ => { }
        );
        return
        [
            .. Enumerable.Range(0, figures[0].Length).Select(figure => Interval(figures.Select(draw => draw[figure]))),
        ];
    }

    private static (double Low, double High) Interval(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        return sorted.Length == 0
            ? (double.NaN, double.NaN)
            : (sorted[(int)(0.025 * (sorted.Length - 1))], sorted[(int)Math.Ceiling(0.975 * (sorted.Length - 1))]);
    }

    // HashCode.Combine differs from run to run.
    private static int SeedOf(int seed, int draw) => unchecked((seed * 1_000_003) + draw);
}
