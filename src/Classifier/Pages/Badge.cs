using System.Text.RegularExpressions;

namespace Classifier.Pages;

/// <summary>Recognizes what is printed beside a headline rather than in it: a rank, a count, a length, a date, a kind of content, a site's address.</summary>
internal static partial class Badge
{
    private const int LongestBadge = 40;

    /// <summary>Whether a text is a badge and nothing else.</summary>
    public static bool Is(string text) =>
        text.Length <= LongestBadge && (!text.Any(char.IsLetter) || PublishedDate.Is(text) || Known().IsMatch(text));

    [GeneratedRegex(
        @"^(?:(?:[\w-]+\.)+(?:com|net|org|tv|co|co\.uk|io)|\d+\s*(?:-\s*)?(?:min(?:ute)?s?)\.?(?:\s+(?:read|watch|listen))?|\d[\d.,]*k?\s+(?:views?|comments?|shares?|likes?|photos?|pictures|images|videos?)"
            + @"|(?:watch|video|videos|gallery|galleries|photos?|pictures|audio|podcast|listen|live|live blog|opinion|comment|analysis|exclusive|premium|subscriber only|new|updated?|breaking|now playing|play now|quiz|ad|ads?|anzeige|sponsored|promoted|paid post|paid content|advertisement|read (?:more|article|full story)|learn more|more|view gallery)\W*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Known();
}
