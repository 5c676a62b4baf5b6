using System.Globalization;
using Classifier.Statistics;

namespace Classifier.Cli.Reports;

/// <summary>Formats the numbers of reports.</summary>
internal static class NumberFormat
{
    /// <summary>Formats a share as a percentage.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:F0} %");

    /// <summary>Formats a count with thousands separators.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Formats a count and its unit.</summary>
    public static string Count(long count, string singular, string plural) =>
        $"{Count(count)} {(count == 1 ? singular : plural)}";

    /// <summary>Formats the interval of a share as percentages.</summary>
    public static string Range(WilsonInterval interval) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * interval.Low:F0}–{100 * interval.High:F0} %");
}
