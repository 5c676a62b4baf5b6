using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;

namespace Classifier.Pages.Html;

/// <summary>Finds the date of a page in its metadata.</summary>
internal static partial class PageDate
{
    /// <summary>Returns the date when the page was published or changed; null if its metadata has none.</summary>
    public static DateTimeOffset? Of(IHtmlDocument document)
    {
        var metadata = document
            .QuerySelectorAll(
                "meta[property='article:modified_time'], meta[property='article:published_time'], meta[itemprop='datePublished'], meta[name='date'], meta[name='pubdate']"
            )
            .Select(meta => meta.GetAttribute("content"));
        var scripts = document
            .QuerySelectorAll("script[type='application/ld+json']")
            .Select(script => DatePublished().Match(script.TextContent))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value);
        foreach (var text in metadata.Concat(scripts))
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
