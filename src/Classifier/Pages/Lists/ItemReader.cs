using System.Text.RegularExpressions;
using Classifier.Pages.Blocks;
using Classifier.Pages.Html;
using Classifier.Pages.Wording;

namespace Classifier.Pages.Lists;

/// <summary>Reads the date and the section of an item from its card.</summary>
internal static partial class ItemReader
{
    private const int MaxElements = 200;
    private const int MaxSectionLength = 40;
    private const int MaxLevelsToVideo = 3;

    /// <summary>Reads an item from its card, which is the child of the container that contains the headline.</summary>
    public static PageItem Read(PageTree tree, PageBlock headline, PageNode container, PageContext context)
    {
        var card = ModuleCandidate.CardOf(headline.Node, container);
        string? date = null,
            isoDate = null,
            section = null;
        foreach (var node in tree.Inside(card).Take(MaxElements))
        {
            var length = tree.TextLength(node);
            if (length is 0 or > 100)
            {
                continue;
            }

            var text = tree.Text(node);
            if (
                date is null
                && (node.Tag == "time" || PublishedDate.IsMatch(text))
                && !IsDuration(node, text, headline)
            )
            {
                date = text;
                isoDate = IsoDate.ReadAttribute(node.Attribute("datetime")) ?? IsoDate.Read(text, context.Date);
            }
            else if (
                section is null
                && length is > 1 and <= MaxSectionLength
                && text != headline.Text
                && node.Traits.HasFlag(ElementTraits.Section)
                && text.Any(char.IsLetter)
            )
            {
                section = text;
            }
        }

        return new PageItem(headline.Text, context.Resolve(headline.Href), date, section, isoDate);
    }

    /// <summary>
    /// Determines whether a text is the length of a video rather than a time of day: it is no time of day, or it belongs to a video.
    /// </summary>
    private static bool IsDuration(PageNode node, string text, PageBlock headline) =>
        Clock().IsMatch(text)
        && (
            PublishedDate.TimeOfDay(text) is null
            || text.Length < 5
            || node.Upwards().Take(MaxLevelsToVideo).Any(around => around.Traits.HasFlag(ElementTraits.Video))
            || headline.Href!.Contains("/video", StringComparison.OrdinalIgnoreCase)
        );

    [GeneratedRegex(@"^\d{1,3}:\d\d(?::\d\d)?$")]
    private static partial Regex Clock();
}
