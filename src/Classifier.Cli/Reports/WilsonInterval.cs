namespace Classifier.Cli.Reports;

/// <summary>The 95 % confidence interval of a share (Wilson 1927): unlike the textbook interval it stays within 0 and 1 and
/// means something for few headlines too.</summary>
/// <param name="Low">The lower bound, 0 to 1.</param>
/// <param name="High">The upper bound, 0 to 1.</param>
internal readonly record struct WilsonInterval(double Low, double High)
{
    private const double Z = 1.959964;

    /// <summary>The interval of <paramref name="hits"/> in <paramref name="count"/>; 0 to 1 when nothing was counted.</summary>
    public static WilsonInterval Of(long hits, long count)
    {
        if (count == 0)
        {
            return new WilsonInterval(0, 1);
        }

        var share = (double)hits / count;
        var denominator = 1 + (Z * Z / count);
        var centre = (share + (Z * Z / (2 * count))) / denominator;
        var half = Z * Math.Sqrt((share * (1 - share) / count) + (Z * Z / (4.0 * count * count))) / denominator;
        return new WilsonInterval(Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
