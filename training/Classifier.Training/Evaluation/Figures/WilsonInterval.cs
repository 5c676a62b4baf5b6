namespace Classifier.Training.Evaluation.Figures;

/// <summary>Computes 95 % score intervals of proportions (Wilson 1927), which remain valid for small samples and for proportions
/// of 0 and 1.</summary>
internal static class WilsonInterval
{
    private const double Z = 1.96;

    /// <summary>Computes the interval of a proportion.</summary>
    /// <param name="proportion">The observed proportion, 0 to 1.</param>
    /// <param name="count">The size of the sample.</param>
    public static (double Low, double High) Compute(double proportion, int count)
    {
        double n = count;
        var center = (proportion + (Z * Z / (2 * n))) / (1 + (Z * Z / n));
        var half = Z / (1 + (Z * Z / n)) * Math.Sqrt((proportion * (1 - proportion) / n) + (Z * Z / (4 * n * n)));
        return (center - half, center + half);
    }
}
