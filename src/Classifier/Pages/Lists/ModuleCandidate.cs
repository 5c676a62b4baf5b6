using Classifier.Pages.Blocks;
using Classifier.Pages.Html;
using Classifier.Pages.Wording;

namespace Classifier.Pages.Lists;

/// <summary>Represents a run of links with similar structure that may be a list of headlines.</summary>
/// <param name="Container">The nearest common ancestor of the links.</param>
/// <param name="Title">The heading above the links; null if there is none.</param>
/// <param name="Links">The links in document order, without repeated texts.</param>
/// <param name="IsInText">True if the links have no title and are between paragraphs of the article.</param>
internal sealed record ModuleCandidate(PageNode Container, string? Title, IReadOnlyList<PageBlock> Links, bool IsInText)
{
    private const int MaxLevelsToLabel = 3;
    private const int MaxWordsOfLinkToAll = 8;
    private const int MaxLinksBeside = 4;
    private const int MaxLevelsOfHeader = 2;

    /// <summary>Reads the links and the title of a run of headlines.</summary>
    /// <param name="tree">The page.</param>
    /// <param name="blocks">The blocks of the page.</param>
    /// <param name="start">The index of the first block of the run.</param>
    /// <param name="end">The exclusive end index of the run.</param>
    /// <param name="tabs">The tabs of the page.</param>
    /// <returns>The candidate; null if fewer than two links remain.</returns>
    public static ModuleCandidate? Read(PageTree tree, List<PageBlock> blocks, int start, int end, TabTitles tabs)
    {
        List<PageBlock> headlines =
        [
            .. blocks.GetRange(start, end - start).Where(block => block.Kind == PageBlockKind.Headline),
        ];
        if (headlines.Count < 2)
        {
            return null;
        }

        var container = CommonContainer(headlines);
        var title =
            TabTitle(blocks, start, container, tabs) ?? FindTitle(tree, blocks, start, headlines[1].Node, container);
        if (
            title is null
            && headlines.Count > 2
            && tree.IsInHeading(headlines[0].Node)
            && !headlines.Skip(1).Any(block => tree.IsInHeading(block.Node))
        )
        {
            // A heading that is itself a link reads as a headline.
            title = headlines[0].Text;
            headlines.RemoveAt(0);
            start++;
            container = CommonContainer(headlines);
        }

        HashSet<string> paths = [.. headlines.Select(block => StructuralPath(tree, block.Node, container))];
        HashSet<string> texts = [.. headlines.Select(block => block.Text)];
        var links = new List<PageBlock>();
        var seen = new HashSet<string>();
        var areArticles = 2 * headlines.Count(block => LinkAddress.IsArticle(block.Href!)) > headlines.Count;
        foreach (var block in LinksIn(blocks, start, end, container))
        {
            if (
                block.Kind == PageBlockKind.ShortLink
                && (
                    TextShape.IsNotice(block.Text) && !LinkAddress.IsArticle(block.Href!)
                    || LinkAddress.IsPlace(block.Href!, block.Text)
                    || areArticles && LinkAddress.IsListing(block.Href!)
                    || !paths.Contains(StructuralPath(tree, block.Node, container))
                )
            )
            {
                continue;
            }

            if (seen.Add(block.Text) && !EndsWithOtherText(block.Text, texts))
            {
                links.Add(block);
            }
        }

        if (areArticles)
        {
            RemoveLinksToOtherPages(links, container);
        }

        return links.Count < 2
            ? null
            : new ModuleCandidate(
                container,
                title,
                links,
                title is null && container.Tag is not ("ul" or "ol") && IsBetweenParagraphs(blocks, start, end)
            );
    }

    /// <summary>
    /// Removes links to pages that are no articles, in a list of articles: an author or a section beside the headline in its card, and a
    /// link to the whole section at the end.
    /// </summary>
    private static void RemoveLinksToOtherPages(List<PageBlock> links, PageNode container)
    {
        HashSet<PageBlock> others =
        [
            .. links.Where((link, i) => !LinkAddress.IsArticle(link.Href!) && IsBesideHeadline(links, i, container)),
        ];
        links.RemoveAll(others.Contains);
        if (
            links.Count > 2
            && TextShape.WordCount(links[^1].Text) <= MaxWordsOfLinkToAll
            && LinkAddress.IsListing(links[^1].Href!)
            && links.SkipLast(1).All(link => LinkAddress.IsArticle(link.Href!))
        )
        {
            links.RemoveAt(links.Count - 1);
        }
    }

    /// <summary>Determines whether the card of a link, up to the next link in its style, also contains a link to an article.</summary>
    private static bool IsBesideHeadline(List<PageBlock> links, int at, PageNode container)
    {
        var link = links[at].Node;
        var around = links.GetRange(
            Math.Max(0, at - MaxLinksBeside),
            Math.Min(links.Count, at + MaxLinksBeside + 1) - Math.Max(0, at - MaxLinksBeside)
        );
        var card = link.Upwards(container)
            .TakeWhile(node =>
                !around.Exists(other =>
                    other.Node != link && other.Node.HasSameStyle(link) && node.Contains(other.Node)
                )
            )
            .LastOrDefault();
        return card is not null
            && around.Exists(other => card.Contains(other.Node) && LinkAddress.IsArticle(other.Href!));
    }

    /// <summary>Returns the largest element that contains a link of the list and no other.</summary>
    public PageNode CardOf(int link)
    {
        var card = Links[link].Node;
        while (
            card != Container && card.Parent is { } parent && !Contains(parent, link - 1) && !Contains(parent, link + 1)
        )
        {
            card = parent;
        }

        return card;

        bool Contains(PageNode node, int other) =>
            other >= 0 && other < Links.Count && node.Contains(Links[other].Node);
    }

    /// <summary>Returns the child of a container that contains an element.</summary>
    public static PageNode CardOf(PageNode node, PageNode container)
    {
        while (node != container && node.Parent is { } parent && parent != container)
        {
            node = parent;
        }

        return node;
    }

    /// <summary>Returns the heading in a tab panel, or the text of its tab; null if the list is in no panel.</summary>
    private static string? TabTitle(List<PageBlock> blocks, int start, PageNode container, TabTitles tabs)
    {
        var title = tabs.TitleOf(container);
        if (title is null || tabs.PanelOf(container) is not { } panel)
        {
            return title;
        }

        for (
            var i = start - 1;
            i >= 0 && panel.Contains(blocks[i].Node) && blocks[i].Kind != PageBlockKind.Headline;
            i--
        )
        {
            if (blocks[i].Kind == PageBlockKind.Heading && blocks[i].Node.IsHeading)
            {
                return blocks[i].Text;
            }
        }

        return title;
    }

    private static PageNode CommonContainer(List<PageBlock> headlines) =>
        headlines.Skip(1).Aggregate(headlines[0].Node, (common, block) => PageTree.Common(common, block.Node));

    /// <summary>Returns the links of the run and the adjacent short links in its container.</summary>
    private static IEnumerable<PageBlock> LinksIn(List<PageBlock> blocks, int start, int end, PageNode container)
    {
        bool IsShort(int at) =>
            at >= 0
            && at < blocks.Count
            && blocks[at].Kind is PageBlockKind.ShortLink or PageBlockKind.Label
            && container.Contains(blocks[at].Node);
        while (IsShort(start - 1))
        {
            start--;
        }

        while (IsShort(end))
        {
            end++;
        }

        return blocks
            .GetRange(start, end - start)
            .Where(block => block.Kind is PageBlockKind.Headline or PageBlockKind.ShortLink);
    }

    /// <summary>Determines whether the text of a link ends with the text of another, as when a card is linked in addition to its headline.</summary>
    private static bool EndsWithOtherText(string text, HashSet<string> texts)
    {
        for (var space = text.IndexOf(' '); space >= 0; space = text.IndexOf(' ', space + 1))
        {
            if (texts.Contains(text[(space + 1)..]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Returns the heading above a list, or the single line above it if that is nearer than any heading.</summary>
    private static string? FindTitle(
        PageTree tree,
        List<PageBlock> blocks,
        int start,
        PageNode second,
        PageNode container
    )
    {
        var card = blocks[start].Node;
        while (card != container && card.Parent is { } parent && !parent.Contains(second))
        {
            card = parent;
        }

        PageBlock? label = null;
        int paragraphs = 0,
            notices = 0;
        for (var i = start - 1; i >= 0; i--)
        {
            var block = blocks[i];
            paragraphs += block.Kind == PageBlockKind.Paragraph ? 1 : 0;
            if (block.Kind == PageBlockKind.Headline || paragraphs > 1)
            {
                break;
            }

            if (block.Kind == PageBlockKind.Paragraph)
            {
                continue;
            }

            if (TextShape.IsNotice(block.Text) && !TextShape.IsListHeading(block.Text))
            {
                notices++;
                continue;
            }

            if (
                card.Contains(block.Node)
                    && !block.IsBoxHeading
                    && (!TextShape.IsListHeading(block.Text) || TextShape.IsSponsorMark(block.Text))
                || TextShape.IsAdvertisementLabel(block.Text) && !IsInBox(tree, block, container)
            )
            {
                continue;
            }

            // A heading above an introduction or a notice belongs to the list only if it starts their box.
            if (paragraphs + notices > 0 && !StartsBox(tree, blocks, i, container))
            {
                break;
            }

            var above = container.Depth - PageTree.Common(block.Node, container).Depth;
            if (block.Kind == PageBlockKind.Label && label is null && above <= MaxLevelsToLabel)
            {
                label = block;
            }

            if (block.Kind != PageBlockKind.Heading)
            {
                continue;
            }

            if (
                label is not null
                && blocks[i + 1] != label
                && container.Depth - PageTree.Common(label.Node, container).Depth < above
            )
            {
                break;
            }

            return block.Node.Tag == "h1" ? null : FirstOfHeader(blocks, i, container).Text;
        }

        return label?.Text;
    }

    /// <summary>Determines whether the smallest element with a heading and the list holds no article.</summary>
    private static bool IsInBox(PageTree tree, PageBlock heading, PageNode container)
    {
        var box = PageTree.Common(heading.Node, container);
        return !tree.HoldsHeadline(box) && box.Tag is not ("body" or "main");
    }

    private static bool StartsBox(PageTree tree, List<PageBlock> blocks, int heading, PageNode container) =>
        IsInBox(tree, blocks[heading], container)
        && (heading == 0 || !PageTree.Common(blocks[heading].Node, container).Contains(blocks[heading - 1].Node));

    /// <summary>Returns the first heading of a header with several headings, such as a title and a link to the whole section.</summary>
    private static PageBlock FirstOfHeader(List<PageBlock> blocks, int at, PageNode container)
    {
        while (
            at > 0
            && blocks[at - 1].Kind == PageBlockKind.Heading
            && !blocks[at].Node.IsHeading
            && (
                !TextShape.IsListHeading(blocks[at].Text)
                || TextShape.IsSponsorMark(blocks[at].Text) && blocks[at - 1].Node.IsHeading
                || IsLinkInHeader(blocks[at - 1], blocks[at])
            )
            && !TextShape.IsSponsoredLabel(blocks[at - 1].Text)
            && !PageTree.Common(blocks[at - 1].Node, blocks[at].Node).Contains(container)
        )
        {
            at--;
        }

        return blocks[at];
    }

    /// <summary>Determines whether a block after a heading element, in the same row, is a link to the whole section.</summary>
    private static bool IsLinkInHeader(PageBlock heading, PageBlock link) =>
        heading.Node.IsHeading
        && BranchPoint.Between(heading.Node, link.Node).Levels <= MaxLevelsOfHeader
        && link.Node.Upwards().Take(MaxLevelsOfHeader).Any(node => node.Tag == "a");

    private static bool IsBetweenParagraphs(List<PageBlock> blocks, int start, int end) =>
        start > 0
        && end < blocks.Count
        && blocks[start - 1].Kind == PageBlockKind.Paragraph
        && blocks[end].Kind == PageBlockKind.Paragraph
        && blocks[start - 1].Node.Parent == blocks[end].Node.Parent
        && blocks[end].Node.Parent!.Contains(blocks[start].Node);

    /// <summary>Returns the tags and first classes on the path from a link's first child up to the container.</summary>
    private static string StructuralPath(PageTree tree, PageNode link, PageNode container)
    {
        var from = link.End > link.Index + 1 ? tree.Nodes[link.Index + 1] : link;
        return string.Join('/', from.Upwards(container).Select(node => $"{node.Tag}.{node.FirstClass}"));
    }
}
