using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Classifier.Pages;

/// <summary>Reads a page, furniture left out, into its links, headings and paragraphs.</summary>
internal static partial class PageBlocks
{
    private const int MostBlocks = 10_000;
    private const int MostElementsOfCard = 300;
    private const int MostElementsOfHeading = 50;
    private const int LongestLink = 1000;
    private const int RunningTextAround = 25;
    private const int LevelsToOverlay = 5;

    /// <summary>The blocks of a page in document order.</summary>
    public static List<PageBlock> Read(IElement body)
    {
        var blocks = new List<PageBlock>();
        var textAround = new Dictionary<IElement, int>();
        PageWalk.Through(body, node =>
        {
            if (blocks.Count == MostBlocks || node is not IElement element || Clutter.IsUnseen(element) || Clutter.IsFurniture(element)) return false;
            if (ReadBlock(element, textAround) is not { } block) return true;
            blocks.Add(block);
            return block.Kind == PageBlockKind.Paragraph;
        });
        return WithoutRepeats(blocks);
    }

    private static PageBlock? ReadBlock(IElement element, Dictionary<IElement, int> textAround)
    {
        if (element.LocalName == "a") return ReadLink(element, textAround);
        if (element.LocalName == "p" && TextOutsideLinks(element, textAround) > 3 * RunningTextAround)
            return new PageBlock(PageBlockKind.Paragraph, element, "");
        bool heading = LinkText.IsHeading(element);
        if (!heading && !(HeadingName().IsMatch(Clutter.Names(element)) || IsBoldLine(element))) return null;
        List<IElement> inside = PageWalk.Elements(element, MostElementsOfHeading);
        if (inside.Count == MostElementsOfHeading || !heading && inside.Any(part => LinkText.IsHeading(part) || part.LocalName is "p" or "li")) return null;
        string text = VisibleText.Of(element);
        if (inside.Find(part => part.LocalName == "a" && part.HasAttribute("href")) is { } link && HeadlineShape.IsHeadline(VisibleText.Of(link)) && !HeadlineShape.IsListHeading(text)) return null;
        if (heading && element.LocalName != "h1" && HeadlineShape.IsHeadline(text) && !HeadlineShape.IsListHeading(text) && Overlay(element) is { } href)
            return new PageBlock(PageBlockKind.Headline, element, LinkText.Of(element), href);
        return HeadlineShape.IsLabel(text) ? new PageBlock(PageBlockKind.Heading, element, text) : null;
    }

    private static PageBlock? ReadLink(IElement link, Dictionary<IElement, int> textAround)
    {
        string? href = Destination(link);
        if (href is null) return null;
        string whole = VisibleText.Of(link);
        if (whole.Length is < 2 or > LongestLink || !whole.Any(char.IsLetter)) return null;
        if (HeadlineShape.IsListHeading(whole)) return new PageBlock(PageBlockKind.Heading, link, whole);
        string text = LinkText.Of(link);
        if (text.Length == 0 || IsInline(link, textAround)) return null;
        return new PageBlock(HeadlineShape.IsHeadline(text) ? PageBlockKind.Headline : PageBlockKind.ShortLink, link, text, href);
    }

    private static string? Destination(IElement link)
    {
        string? href = link.GetAttribute("href")?.Trim();
        return string.IsNullOrEmpty(href) || href[0] == '#' || NotAPage().IsMatch(href) ? null : href;
    }

    /// <summary>The link laid over a card whose heading is not itself linked.</summary>
    private static string? Overlay(IElement heading)
    {
        IElement? card = heading.ParentElement;
        for (int level = 0; level < LevelsToOverlay && card is not null; level++, card = card.ParentElement)
        {
            List<IElement> inside = PageWalk.Elements(card, MostElementsOfCard);
            if (card.LocalName == "a" || inside.Count == MostElementsOfCard || inside.Count(LinkText.IsHeading) > 1) return null;
            List<IElement> links = [.. inside.Where(link => link.LocalName == "a" && !Clutter.IsFurniture(link) && Destination(link) is not null)];
            if (links.Count == 0) continue;
            string href = Destination(links[0])!;

            // The heading of a list stands over links that read as headlines themselves.
            return links.Exists(link => Destination(link) != href && HeadlineShape.IsHeadline(VisibleText.Of(link))) ? null : href;
        }
        return null;
    }

    /// <summary>Whether a link stands in a sentence.</summary>
    private static bool IsInline(IElement link, Dictionary<IElement, int> textAround)
    {
        IElement? block = link.ParentElement;
        while (block is not null && block.LocalName is "span" or "em" or "strong" or "b" or "i" or "u" or "font") block = block.ParentElement;
        return block is not null && block.LocalName is "p" or "li" or "td" or "dd" or "div" or "blockquote" or "figcaption"
            && OwnText(block, textAround) > RunningTextAround;
    }

    private static int OwnText(IElement block, Dictionary<IElement, int> known)
    {
        if (block.LocalName is "p" or "figcaption") return TextOutsideLinks(block, known);
        if (!known.TryGetValue(block, out int length))
            known[block] = length = block.ChildNodes.OfType<IText>().Sum(text => VisibleText.Collapse(text.Data).Length);
        return length;
    }

    private static int TextOutsideLinks(IElement block, Dictionary<IElement, int> known)
    {
        if (!known.TryGetValue(block, out int length))
            known[block] = length = VisibleText.Of(block, element => element.LocalName == "a").Length;
        return length;
    }

    private static bool IsBoldLine(IElement element) =>
        element.LocalName is "strong" or "b" && element.ParentElement is { LocalName: "p" } line && line.ChildElementCount == 1
        && PageWalk.Elements(element, MostElementsOfHeading).TrueForAll(part => part.LocalName != "a") && HeadlineShape.IsListHeading(VisibleText.Of(element));

    /// <summary>A card links its story from its picture, its headline and its summary: the first link that reads as a headline stays.</summary>
    private static List<PageBlock> WithoutRepeats(List<PageBlock> blocks)
    {
        var kept = new List<PageBlock>(blocks.Count);
        PageBlock? last = null;
        foreach (PageBlock block in blocks)
        {
            bool repeats = last is not null && block.Href is not null && block.Href == last.Href
                && (block.Text == last.Text || !SameShape(block.Element, last.Element));
            if (repeats && last!.Kind == PageBlockKind.ShortLink && block.Kind == PageBlockKind.Headline) kept.RemoveAt(kept.LastIndexOf(last));
            else if (repeats) continue;
            kept.Add(block);
            if (block.Href is not null) last = block;
        }
        return kept;
    }

    private static bool SameShape(IElement a, IElement b) =>
        a.LocalName == b.LocalName && a.ClassName == b.ClassName
        && a.ParentElement?.LocalName == b.ParentElement?.LocalName && a.ParentElement?.ClassName == b.ParentElement?.ClassName;

    [GeneratedRegex(@"\b(?:heading|header|headline|title|hed|label)\b(?! (?:image|img|link))")]
    private static partial Regex HeadingName();

    [GeneratedRegex(@"^(?:javascript|mailto|tel|whatsapp|sms|data):", RegexOptions.IgnoreCase)]
    private static partial Regex NotAPage();
}
