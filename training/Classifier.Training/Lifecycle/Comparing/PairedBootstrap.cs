using Classifier.Training.Evaluation.Figures;

namespace Classifier.Training.Lifecycle.Comparing;

/// <summary>
/// The paired bootstrap (Koehn 2004): headlines are drawn with replacement, both models are measured on the same draw, and the
/// percentiles of the difference are its interval.
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
    public static IReadOnlyList<(double Low, double High)> Intervals(
        int rows,
        Func<int[], double[]> differences,
        int seed
    ) => Bootstrap.Intervals([.. Enumerable.Range(0, rows)], differences, seed, Draws);
}
