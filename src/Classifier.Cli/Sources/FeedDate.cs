using System.Globalization;
using System.Text.RegularExpressions;

namespace Classifier.Cli.Sources;

/// <summary>Converts the dates of feeds and sitemaps (RFC 822, RFC 3339) to ISO 8601.</summary>
internal static partial class FeedDate
{
    // RFC 822 names these time zones; .NET knows only GMT.
    private static readonly Dictionary<string, string> Zones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["UT"] = "+00:00",
        ["UTC"] = "+00:00",
        ["Z"] = "+00:00",
        ["EST"] = "-05:00",
        ["EDT"] = "-04:00",
        ["CST"] = "-06:00",
        ["CDT"] = "-05:00",
        ["MST"] = "-07:00",
        ["MDT"] = "-06:00",
        ["PST"] = "-08:00",
        ["PDT"] = "-07:00",
    };

    /// <summary>Converts a date; returns null if there is none or it cannot be read.</summary>
    public static string? Read(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var zone = Zone().Match(text);
        var known = zone.Success && Zones.TryGetValue(zone.Groups[1].Value, out var offset) ? offset : null;
        var isDate = DateTimeOffset.TryParse(
            known is null ? text : text[..zone.Index] + " " + known,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var date
        );
        return !isDate ? null
            : text.Contains(':', StringComparison.Ordinal)
                ? date.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)
            : date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\s+([A-Z]{1,3})\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Zone();
}
