using Classifier.Training.Evaluation.Figures;

namespace Classifier.Training.Lifecycle.Comparing;

/// <summary>
/// Computes intervals of differences between two models by the paired bootstrap (Koehn 2004): headlines are drawn with
/// replacement, both models are measured on the same resample, and the percentiles of the differences form the interval.
/// </summary>
internal static class PairedBootstrap
{
    private const int Resamples = 2_000;

    /// <summary>Computes 95 % intervals of differences. The result depends on the measurements and the seed only.</summary>
    /// <param name="rows">The number of headlines.</param>
    /// <param name="measureDifferences">Computes new minus old for each figure from the number of times each headline was drawn;
    /// NaN where a figure is undefined for a resample.</param>
    /// <param name="seed">The random seed.</param>
    /// <returns>For each figure, the 2.5th and the 97.5th percentile over the resamples in which it is defined; NaN if there
    /// are none.</returns>
    public static IReadOnlyList<(double Low, double High)> Intervals(
        int rows,
        Func<int[], double[]> measureDifferences,
        int seed
    ) => Bootstrap.Intervals([.. Enumerable.Range(0, rows)], measureDifferences, seed, Resamples);
}
