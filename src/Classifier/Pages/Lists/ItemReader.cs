using Classifier.Pages.Blocks;
using Classifier.Pages.Html;
using Classifier.Pages.Wording;

namespace Classifier.Pages.Lists;

/// <summary>Reads the date and the section of an item from its card.</summary>
internal static class ItemReader
{
    private const int MaxElements = 200;
    private const int MaxSectionLength = 40;

    /// <summary>Reads an item from its card, which is the child of the container that contains the headline.</summary>
    public static PageItem Read(PageTree tree, PageBlock headline, PageNode container, PageSite site)
    {
        var card = headline.Node;
        while (card != container && card.Parent is { } parent && parent != container)
        {
            card = parent;
        }

        string? date = null,
            section = null;
        foreach (var node in tree.Inside(card).Take(MaxElements))
        {
            var length = tree.TextLength(node);
            if (length is 0 or > 100)
            {
                continue;
            }

            var text = tree.Text(node);
            if (date is null && (node.Tag == "time" || PublishedDate.IsMatch(text)))
            {
                date = text;
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

        return new PageItem(headline.Text, site.Resolve(headline.Href), date, section);
    }
}
