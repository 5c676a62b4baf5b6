using System.Globalization;
using System.Text.RegularExpressions;

namespace Classifier.Pages.Wording;

/// <summary>Recognizes texts that consist of a date, a time, or an age, such as "December 04, 2025" or "2 hours ago".</summary>
internal static partial class PublishedDate
{
    private const int MaxLength = 60;

    /// <summary>Determines whether the whole text is a date, a time, or an age.</summary>
    public static bool IsMatch(string text) => text.Length is >= 2 and <= MaxLength && Whole().IsMatch(text);

    /// <summary>Returns the time of day at the start of a text, such as "20:15" or "8 pm – 9 pm"; null for other texts.</summary>
    public static TimeSpan? StartingTime(string text)
    {
        if (text.Length < 4 || !char.IsAsciiDigit(text[0]) || ClockAtStart().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var hour = int.Parse(match.Groups["hour"].ValueSpan, CultureInfo.InvariantCulture);
        var minute = match.Groups["minute"].Success
            ? int.Parse(match.Groups["minute"].ValueSpan, CultureInfo.InvariantCulture)
            : 0;
        hour = match.Groups["half"].Value.ToLowerInvariant() switch
        {
            "p" when hour < 12 => hour + 12,
            "a" when hour == 12 => 0,
            _ => hour,
        };
        return hour < 24 && minute < 60 ? new TimeSpan(hour, minute, 0) : null;
    }

    /// <summary>Returns the time of day of a text that consists of one, such as "20:15"; null for other texts.</summary>
    public static TimeSpan? TimeOfDay(string text) =>
        text.Length is >= 4 and <= 5
        && ClockTime().Match(text) is { Success: true } match
        && int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) is < 24 and var hour
        && int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture) is < 60 and var minute
            ? new TimeSpan(hour, minute, 0)
            : null;

    private const string Month =
        "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";

    private const string Weekday = "(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\\.?,?\\s+)";

    private const string Day = "\\d{1,2}(?:st|nd|rd|th)?";

    private const string Time =
        "(?:\\d{1,2}[:.]\\d{2}(?:[:.]\\d{2})?\\s*(?:[ap]\\.?m\\.?)?|\\d{1,2}\\s*[ap]\\.?m\\.?)(?:\\s*(?:[A-Z]{2,4}|\\(?[A-Z]{2,4}\\)?|[+-]\\d{2}:?\\d{2}))?";

    private const string Calendar =
        $"(?:{Month}\\s+{Day}(?:,?\\s+\\d{{4}})?|{Day}\\s+{Month}(?:,?\\s+\\d{{4}})?|\\d{{4}}[-/.]\\d{{1,2}}[-/.]\\d{{1,2}}|\\d{{1,2}}[-/.]\\d{{1,2}}[-/.]\\d{{2,4}})";

    private const string Age =
        "(?:an?|one|\\d+)\\s*(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?|mo|months?|y|yrs?|years?)\\.?(?:\\s+ago)?|just now|today|yesterday";

    [GeneratedRegex(
        @"^(?<hour>\d{1,2})(?:[:.h](?<minute>\d\d)(?:\s?(?<half>[ap])\.?m\b\.?)?|\s?(?<half>[ap])\.?m\b\.?)(?![\d:.%]|\s?min)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex ClockAtStart();

    [GeneratedRegex(@"^(\d{1,2})[:.](\d\d)$")]
    private static partial Regex ClockTime();

    [GeneratedRegex(
        $"^(?:(?:published|updated|posted|last updated)(?:\\s+on|\\s+at)?:?\\s+)?(?:{Weekday}?{Calendar}(?:T|(?:,|\\s+at|\\s*[|•·-])?\\s*){Time}Z?|{Weekday}?{Calendar}|{Time}(?:,|\\s*[|•·-])?\\s+{Weekday}?{Calendar}|{Time}|(?:{Age})(?:,?\\s+(?:at\\s+)?{Time})?)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Whole();
}
