namespace Classifier.Statistics;

/// <summary>Represents the 95 % confidence interval of a share (Wilson 1927). Unlike the normal approximation it stays within 0
/// and 1 and is meaningful for small samples.</summary>
/// <param name="Low">The lower bound, 0 to 1.</param>
/// <param name="High">The upper bound, 0 to 1.</param>
public readonly record struct WilsonInterval(double Low, double High)
{
    private const double Z = 1.959964;

    /// <summary>Computes the interval of a share of <paramref name="hits"/> in <paramref name="count"/>; 0 to 1 if
    /// <paramref name="count"/> is 0.</summary>
    public static WilsonInterval Of(long hits, long count)
    {
        if (count == 0)
        {
            return new WilsonInterval(0, 1);
        }

        var share = (double)hits / count;
        var denominator = 1 + (Z * Z / count);
        var center = (share + (Z * Z / (2 * count))) / denominator;
        var half = Z * Math.Sqrt((share * (1 - share) / count) + (Z * Z / (4.0 * count * count))) / denominator;
        return new WilsonInterval(Math.Max(0, center - half), Math.Min(1, center + half));
    }
}
