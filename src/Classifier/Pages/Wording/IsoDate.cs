using System.Globalization;
using System.Text.RegularExpressions;

namespace Classifier.Pages.Wording;

/// <summary>Converts displayed dates to ISO 8601.</summary>
internal static partial class IsoDate
{
    private const string DateFormat = "yyyy-MM-dd";
    private const int MinYear = 1990;
    private const int MaxYear = 2099;

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

        var date = DateText.Parse(text);
        return date.Ages.Count > 0 ? (now is { } from ? Subtract(from, date.Ages) : null)
            : date.DaysAgo is { } days ? Format(now?.AddDays(-days), date.Clock)
            : Format(GetDay(date, now), date.Clock);
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

    private static string Subtract(DateTimeOffset now, IReadOnlyList<(int Count, AgeUnit Unit)> ages)
    {
        const int MaxCount = 1000;
        foreach (var (count, unit) in ages)
        {
            var number = Math.Min(count, MaxCount);
            now = unit switch
            {
                AgeUnit.Second => now.AddSeconds(-number),
                AgeUnit.Minute => now.AddMinutes(-number),
                AgeUnit.Hour => now.AddHours(-number),
                AgeUnit.Day => now.AddDays(-number),
                AgeUnit.Week => now.AddDays(-7 * number),
                AgeUnit.Month => now.AddMonths(-number),
                _ => now.AddYears(-number),
            };
        }

        return now.ToString(
            ages[^1].Unit < AgeUnit.Day ? "yyyy-MM-ddTHH:mm:sszzz" : DateFormat,
            CultureInfo.InvariantCulture
        );
    }

    /// <summary>Returns the day of a date; a date without a year is the last such day up to the end of the month of
    /// <paramref name="now"/>.</summary>
    private static DateTimeOffset? GetDay(DateText date, DateTimeOffset? now)
    {
        var year =
            date.Year > 0 || date.IsNumeric ? date.Year
            : now is { } from ? (date.Month > from.Month ? from.Year - 1 : from.Year)
            : 0;
        return
            year is >= MinYear and <= MaxYear
            && date.Month is >= 1 and <= 12
            && date.Day >= 1
            && date.Day <= DateTime.DaysInMonth(year, date.Month)
            ? new DateTimeOffset(year, date.Month, date.Day, 0, 0, 0, TimeSpan.Zero)
            : null;
    }

    private static string? Format(DateTimeOffset? day, TimeOnly? clock)
    {
        var date = day?.ToString(DateFormat, CultureInfo.InvariantCulture);
        return date is null || clock is null
            ? date
            : $"{date}T{clock.Value.ToString("HH:mm", CultureInfo.InvariantCulture)}";
    }

    [GeneratedRegex(@"^(\d{4}-\d{2}-\d{2})([T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$")]
    private static partial Regex Iso();
}
