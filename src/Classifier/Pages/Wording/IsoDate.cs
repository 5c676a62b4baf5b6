using System.Globalization;
using System.Text.RegularExpressions;

namespace Classifier.Pages.Wording;

/// <summary>Converts displayed dates to ISO 8601.</summary>
internal static partial class IsoDate
{
    private const string DateFormat = "yyyy-MM-dd";
    private const int MinYear = 1990;
    private const int MaxYear = 2099;

    private static readonly string[] Months =
    [
        "jan",
        "feb",
        "mar",
        "apr",
        "may",
        "jun",
        "jul",
        "aug",
        "sep",
        "oct",
        "nov",
        "dec",
    ];

    /// <summary>Converts a date, a time, or an age to ISO 8601.</summary>
    /// <param name="text">The date as displayed, such as "December 04, 2025" or "2 hours ago".</param>
    /// <param name="now">The date of the page, which ages and dates without a year refer to; null if unknown.</param>
    /// <returns>The date with the time if displayed; null if the text cannot be read, or only with the date of the page.</returns>
    public static string? Read(string text, DateTimeOffset? now)
    {
        if (ReadAttribute(text) is { } iso)
        {
            return iso;
        }

        if (Age().Match(text) is { Success: true } age)
        {
            return now is { } date ? Subtract(date, age) : null;
        }

        return text.Contains("yesterday", StringComparison.OrdinalIgnoreCase)
                ? now?.AddDays(-1).ToString(DateFormat, CultureInfo.InvariantCulture)
            : text.Contains("today", StringComparison.OrdinalIgnoreCase)
                ? now?.ToString(DateFormat, CultureInfo.InvariantCulture)
            : ReadCalendar(text, now);
    }

    /// <summary>Converts a machine-readable date, such as the attribute <c>datetime</c>; returns null for other texts.</summary>
    public static string? ReadAttribute(string? text)
    {
        if (text is null || Iso().Match(text.Trim()) is not { Success: true } match)
        {
            return null;
        }

        var isDate = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);
        return !isDate ? null
            : match.Groups[2].Success ? text.Trim().Replace(' ', 'T')
            : match.Groups[1].Value;
    }

    private static string Subtract(DateTimeOffset now, Match age)
    {
        var number = int.TryParse(age.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var count)
            ? Math.Min(count, 1000)
            : 1;
        var unit = age.Groups[2].Value.ToLowerInvariant();
        return unit switch
        {
            "mo" or "month" or "months" => Day(now.AddMonths(-number)),
            _ when unit[0] == 's' => Time(now.AddSeconds(-number)),
            _ when unit[0] == 'm' => Time(now.AddMinutes(-number)),
            _ when unit[0] == 'h' => Time(now.AddHours(-number)),
            _ when unit[0] == 'd' => Day(now.AddDays(-number)),
            _ when unit[0] == 'w' => Day(now.AddDays(-7 * number)),
            _ => Day(now.AddYears(-number)),
        };

        static string Day(DateTimeOffset date) => date.ToString(DateFormat, CultureInfo.InvariantCulture);
        static string Time(DateTimeOffset date) =>
            date.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
    }

    private static string? ReadCalendar(string text, DateTimeOffset? now)
    {
        int day,
            month,
            year;
        if (Named().Match(text) is { Success: true } named)
        {
            month = Array.IndexOf(Months, named.Groups["month"].Value[..3].ToLowerInvariant()) + 1;
            day = Number(named.Groups["day"]);
            year =
                named.Groups["year"].Success ? Number(named.Groups["year"])
                : now is { } date ? (month > date.Month ? date.Year - 1 : date.Year)
                : 0;
        }
        else if (Numeric().Match(text) is { Success: true } numeric)
        {
            (var first, var second) = (Number(numeric.Groups["a"]), Number(numeric.Groups["b"]));
            // With two numbers up to 12, the order is unknown, unless dots separate them as in 4.12.2025.
            if (numeric.Groups["dot"].Value == "." || first > 12)
            {
                (day, month) = (first, second);
            }
            else if (second > 12 || first == second)
            {
                (day, month) = (second, first);
            }
            else
            {
                return null;
            }

            year = Number(numeric.Groups["year"]);
        }
        else
        {
            return null;
        }

        if (
            year is < MinYear or > MaxYear
            || month is < 1 or > 12
            || day < 1
            || day > DateTime.DaysInMonth(year, month)
        )
        {
            return null;
        }

        var iso = new DateTime(year, month, day).ToString(DateFormat, CultureInfo.InvariantCulture);
        return ReadClock(text) is { } clock ? $"{iso}T{clock}" : iso;
    }

    private static string? ReadClock(string text)
    {
        if (Clock().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var hour = Number(match.Groups["hour"]);
        var half = match.Groups["half"].Value.ToLowerInvariant();
        hour =
            half == "p" && hour < 12 ? hour + 12
            : half == "a" && hour == 12 ? 0
            : hour;
        return hour < 24 ? $"{hour:00}:{match.Groups["minute"].Value}" : null;
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(\d{4}-\d{2}-\d{2})([T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$")]
    private static partial Regex Iso();

    [GeneratedRegex(
        @"^(?:(?:published|updated|posted)\s+)?(an?|one|\d{1,4})\s*(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?|mo|months?|y|yrs?|years?)\.?(?:\s+ago)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Age();

    [GeneratedRegex(
        @"\b(?:(?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(?<year>\d{4}))?|(?<day>\d{1,2})(?:st|nd|rd|th)?\s+(?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:,?\s+(?<year>\d{4}))?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Named();

    [GeneratedRegex(@"(?<!\d)(?<a>\d{1,2})(?<dot>[-/.])(?<b>\d{1,2})\k<dot>(?<year>\d{4})(?!\d)")]
    private static partial Regex Numeric();

    [GeneratedRegex(
        @"(?<![\d:.])(?<hour>\d{1,2}):(?<minute>[0-5]\d)(?::\d{2})?\s*(?:(?<half>[ap])\.?m\.?)?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Clock();
}
