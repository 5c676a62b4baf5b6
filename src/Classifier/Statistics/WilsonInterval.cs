namespace Classifier.Statistics;

/// <summary>Represents the 95 % confidence interval of a share (Wilson 1927). Unlike the normal approximation it stays within 0
/// and 1 and is meaningful for small samples.</summary>
/// <param name="Low">The lower bound, 0 to 1.</param>
/// <param name="High">The upper bound, 0 to 1.</param>
public readonly record struct WilsonInterval(double Low, double High)
{
    private const double Z = StandardNormal.Z95;

    /// <summary>Computes the interval of a share of <paramref name="hits"/> in <paramref name="count"/>; 0 to 1 if
    /// <paramref name="count"/> is 0.</summary>
    public static WilsonInterval Of(long hits, long count) =>
        count == 0 ? new WilsonInterval(0, 1) : Of((double)hits / count, count);

    /// <summary>Computes the interval of a share.</summary>
    /// <param name="share">The observed share, 0 to 1.</param>
    /// <param name="count">The size of the sample, greater than 0.</param>
    public static WilsonInterval Of(double share, long count)
    {
        var denominator = 1 + (Z * Z / count);
        var center = (share + (Z * Z / (2 * count))) / denominator;
        var half = Z * Math.Sqrt((share * (1 - share) / count) + (Z * Z / (4.0 * count * count))) / denominator;
        return new WilsonInterval(Math.Max(0, center - half), Math.Min(1, center + half));
    }
}
