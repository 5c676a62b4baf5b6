using System.Text.RegularExpressions;

namespace Classifier.Pages.Wording;

/// <summary>Recognizes texts that are displayed beside a headline: ranks, counts, durations, dates, content types, and site names.</summary>
internal static partial class HeadlineMetadata
{
    private const int MaxLength = 40;

    /// <summary>Determines whether the whole text is metadata.</summary>
    public static bool IsMatch(string text) =>
        text.Length <= MaxLength && (!text.Any(char.IsLetter) || PublishedDate.IsMatch(text) || Known().IsMatch(text));

    [GeneratedRegex(
        @"^(?:(?:[\w-]+\.)+(?:com|net|org|tv|co|co\.uk|io)|\d+\s*(?:-\s*)?(?:min(?:ute)?s?)\.?(?:\s+(?:read|watch|listen))?|\d[\d.,]*k?\s+(?:views?|comments?|shares?|likes?|photos?|pictures|images|videos?)"
            + @"|(?:watch|video|videos|gallery|galleries|photos?|pictures|audio|podcast|listen|live|live blog|opinion|comment|analysis|exclusive|premium|subscriber only|new|updated?|breaking|now playing|play now|quiz|ad|ads?|anzeige|sponsored|promoted|paid post|paid content|advertisement|read (?:more|article|full story)|learn more|more|view gallery)\W*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Known();
}
