using System.Globalization;
using System.Text.RegularExpressions;

namespace Classifier.Pages.Html;

/// <summary>Finds the date of a page in its metadata.</summary>
internal static partial class PageDate
{
    /// <summary>Returns the date when the page was published or changed; null if its metadata has none.</summary>
    public static DateTimeOffset? Of(PageMetadata metadata)
    {
        var contents = metadata.Contents(
            "article:modified_time",
            "article:published_time",
            "datePublished",
            "date",
            "pubdate"
        );
        var scripts = metadata
            .Scripts.Select(script => DatePublished().Match(script))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value);
        foreach (var text in contents.Concat(scripts))
        {
            if (
                DateTimeOffset.TryParse(
                    text,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal,
                    out var date
                )
            )
            {
                return date;
            }
        }

        return null;
    }

    [GeneratedRegex("\"date(?:Modified|Published)\"\\s*:\\s*\"([^\"]{8,40})\"")]
    private static partial Regex DatePublished();
}
