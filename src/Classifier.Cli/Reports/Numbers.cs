using System.Globalization;

namespace Classifier.Cli.Reports;

/// <summary>Numbers as the report prints them.</summary>
internal static class Numbers
{
    /// <summary>A share as a percentage.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:F0} %");

    /// <summary>A count with its thousands apart.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count and what was counted.</summary>
    public static string Count(long count, string one, string many) => $"{Count(count)} {(count == 1 ? one : many)}";

    /// <summary>An interval of a share.</summary>
    public static string Range(WilsonInterval interval) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * interval.Low:F0}–{100 * interval.High:F0} %");
}
