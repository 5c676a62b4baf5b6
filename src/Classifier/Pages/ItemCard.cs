namespace Classifier.Pages;

/// <summary>What a card prints around its headline: the date and the section, where they are elements of their own.</summary>
internal static class ItemCard
{
    private const int MostElements = 200;
    private const int LongestSection = 40;

    /// <summary>Reads the item of a headline from its card, the container's child around it.</summary>
    public static PageItem Read(PageTree tree, PageBlock headline, PageNode container, PageSite site)
    {
        var card = headline.Node;
        while (card != container && card.Parent is { } parent && parent != container)
        {
            card = parent;
        }

        string? date = null,
            section = null;
        foreach (var node in tree.Inside(card).Take(MostElements))
        {
            var length = tree.TextLength(node);
            if (length is 0 or > 100)
            {
                continue;
            }

            var text = tree.Text(node);
            if (date is null && (node.Tag == "time" || PublishedDate.Is(text)))
            {
                date = text;
            }
            else if (
                section is null
                && length is > 1 and <= LongestSection
                && text != headline.Text
                && node.Names.HasFlag(ElementNames.Section)
                && text.Any(char.IsLetter)
            )
            {
                section = text;
            }
        }

        return new PageItem(headline.Text, site.Resolve(headline.Href), date, section);
    }
}
