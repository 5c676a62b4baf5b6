namespace Classifier.Statistics;

/// <summary>Holds quantiles of the standard normal distribution.</summary>
public static class StandardNormal
{
    /// <summary>The .975 quantile: a 95 % interval reaches that many standard errors to each side.</summary>
    public const double Z95 = 1.959964;
}
