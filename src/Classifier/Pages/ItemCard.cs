using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Classifier.Pages;

/// <summary>What a card prints around its headline: the date and the section, where they are elements of their own.</summary>
internal static partial class ItemCard
{
    private const int MostElements = 200;
    private const int LongestSection = 40;

    /// <summary>Reads the item of a headline from its card, the container's child around it.</summary>
    public static PageItem Read(PageBlock headline, IElement container, Uri? baseAddress)
    {
        IElement card = headline.Element;
        while (card.ParentElement is { } parent && parent != container && card != container) card = parent;
        string? date = null, section = null;
        foreach (IElement element in card.QuerySelectorAll("*").Take(MostElements))
        {
            if (Clutter.IsUnseen(element)) continue;
            string text = VisibleText.Of(element);
            if (date is null && (element.LocalName == "time" && text.Length > 0 || PublishedDate.Is(text))) date = text;
            else if (section is null && text.Length is > 1 and <= LongestSection && text != headline.Text && SectionName().IsMatch(Clutter.Names(element))) section = text;
        }
        return new PageItem(headline.Text, Resolve(headline.Href, baseAddress), date, section);
    }

    private static string? Resolve(string? href, Uri? baseAddress) =>
        href is not null && baseAddress is not null && Uri.TryCreate(baseAddress, href, out Uri? resolved) ? resolved.AbsoluteUri : href;

    [GeneratedRegex(@"\b(?:kicker|category|section|eyebrow|rubric|channel|vertical)\b")]
    private static partial Regex SectionName();
}
