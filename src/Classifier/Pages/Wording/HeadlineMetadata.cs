using System.Text.RegularExpressions;

namespace Classifier.Pages.Wording;

/// <summary>Recognizes texts that are displayed beside a headline: ranks, counts, durations, dates, content types, and site names.</summary>
internal static partial class HeadlineMetadata
{
    private const int MaxLength = 40;

    /// <summary>Determines whether the whole text is metadata.</summary>
    public static bool IsMatch(string text) =>
        text.Length <= MaxLength
        && (
            !text.Any(char.IsLetter)
            || PublishedDate.IsMatch(text)
            || Known().IsMatch(text)
            || ContentType().IsMatch(text)
        );

    /// <summary>
    /// Determines whether the whole text names a type of content, such as "Opinion" or "Video", which can also be the title of a list.
    /// </summary>
    public static bool IsContentType(string text) => text.Length <= MaxLength && ContentType().IsMatch(text);

    [GeneratedRegex(
        @"^(?:(?:[\w-]+\.)+(?:com|net|org|tv|co|co\.uk|io)|\d+\s*(?:-\s*)?(?:min(?:ute)?s?)\.?(?:\s+(?:read|watch|listen))?|\d[\d.,]*k?\s+(?:views?|comments?|shares?|likes?|photos?|pictures|images|videos?)"
            + @"|[\w-]{1,16}\+|(?:live|live blog|exclusive|abo(?:nnés?)?|plus|exklusiv|suscriptores|réservé aux abonnés|premium|subscriber only|new|updated?|breaking|now playing|play now|ad|ads?|anzeige|sponsored|promoted|paid post|paid content|advertisement|read (?:more|article|full story)|learn more|more|view gallery)\W*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Known();

    [GeneratedRegex(
        @"^(?:watch|video|videos|gallery|galleries|photos?|pictures|audio|podcast|listen|opinion|comment|analysis|quiz)\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex ContentType();
}
