using System.Globalization;
using System.Text.RegularExpressions;

namespace Classifier.Pages.Wording;

/// <summary>Recognizes texts that consist of a date, a time, or an age, such as "December 04, 2025" or "2 hours ago".</summary>
internal static partial class PublishedDate
{
    private const int MaxLength = 60;
    private const int MaxLengthWithoutDigits = 24;

    /// <summary>The words that begin dates without digits.</summary>
    private static readonly string[] Words = ["a ", "an ", "one ", "just now", "today", "yesterday"];

    /// <summary>Determines whether the whole text is a date, a time, or an age.</summary>
    public static bool IsMatch(string text) =>
        text.Length is >= 2 and <= MaxLength
        && (HasDigit(text) || (text.Length <= MaxLengthWithoutDigits && StartsLikeDate(text)))
        && DateText.Parse(text).IsWhole;

    private static bool HasDigit(string text)
    {
        foreach (var c in text)
        {
            if (char.IsDigit(c))
            {
                return true;
            }
        }

        return false;
    }

    private static bool StartsLikeDate(string text)
    {
        foreach (var word in Words)
        {
            if (text.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

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
        hour = DateText.To24Hours(hour, match.Groups["half"].Value.ToLowerInvariant());
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

    [GeneratedRegex(
        @"^(?<hour>\d{1,2})(?:[:.h](?<minute>\d\d)(?:\s?(?<half>[ap])\.?m\b\.?)?|\s?(?<half>[ap])\.?m\b\.?)(?![\d:.%]|\s?min)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex ClockAtStart();

    [GeneratedRegex(@"^(\d{1,2})[:.](\d\d)$")]
    private static partial Regex ClockTime();
}
