using System.Text.RegularExpressions;
using Classifier.Pages.Html;
using Classifier.Pages.Wording;

namespace Classifier.Pages.Blocks;

/// <summary>Splits a page, without boilerplate, into links, headings, paragraphs, and single lines.</summary>
internal static partial class BlockReader
{
    private const int MaxLevelsToCaption = 3;
    private const int MaxBlocks = 10_000;
    private const int MaxCardElements = 300;
    private const int MaxCardTextLength = 600;
    private const int MaxHeadingElements = 50;
    private const int MaxLinkLength = 1000;
    private const int MaxTextAroundLink = 25;
    private const int MinParagraphLength = 75;
    private const int MaxLevelsToOverlay = 9;
    private const int MaxLevelsToItem = 5;
    private const int MaxCardLinks = 4;
    private const int MinCardHeadingLength = 8;

    /// <summary>Reads the blocks of a page in document order.</summary>
    public static List<PageBlock> Read(PageTree tree)
    {
        var lines = new PageLines(tree);
        var blocks = new List<PageBlock>();
        var run = 0;
        for (var i = 0; i < tree.Nodes.Count && blocks.Count < MaxBlocks; )
        {
            tree.Budget.Check();
            var node = tree.Nodes[i];
            i++;
            if (node.InBoilerplate || ReadBlock(tree, lines, node) is not { } block)
            {
                continue;
            }

            AddTextBlocks(tree, lines, run, node.FirstRun, blocks);
            blocks.Add(block);
            (i, run) = (node.End, node.EndRun);
        }

        AddTextBlocks(tree, lines, run, tree.Runs.Count, blocks);
        DemoteKickers(blocks);
        return RemoveDuplicateLinks(blocks);
    }

    /// <summary>
    /// Turns headings into labels if they are repeated for each headline, as the sections of items are. Their names can suggest headings,
    /// as in "text-title-10".
    /// </summary>
    private static void DemoteKickers(List<PageBlock> blocks)
    {
        var neighbors = new BlockNeighbors(blocks);
        for (var i = 0; i < blocks.Count; i++)
        {
            if (
                blocks[i].Kind != PageBlockKind.Heading
                || blocks[i].Node.IsHeading
                || TextShape.IsListHeading(blocks[i].Text) && !TextShape.IsSponsorMark(blocks[i].Text)
            )
            {
                continue;
            }

            var after = neighbors.CountHeadlines(i, neighbors.NextInStyle[i]);
            if (
                after == 1
                || neighbors.NextInStyle[i] < 0 && neighbors.CountHeadlines(neighbors.PreviousInStyle[i], i) == 1
            )
            {
                blocks[i] = blocks[i] with { Kind = PageBlockKind.Label };
            }
        }
    }

    /// <summary>Adds the paragraphs and single lines between links and headings.</summary>
    private static void AddTextBlocks(PageTree tree, PageLines lines, int first, int end, List<PageBlock> blocks)
    {
        while (first < end && blocks.Count < MaxBlocks)
        {
            var next = first + 1;
            while (next < end && lines.LineOf(next) == lines.LineOf(first))
            {
                next++;
            }

            var node = tree.Runs[first].Parent;
            if (node.InBoilerplate || node.Upwards().Take(MaxLevelsToCaption).Any(around => around.Tag == "figcaption"))
            {
                first++;
                continue;
            }

            if (lines.TextOutsideLinks(first) > MinParagraphLength)
            {
                blocks.Add(new PageBlock(PageBlockKind.Paragraph, node, first, ""));
            }
            else if (tree.Text(first, next) is var text && IsLabel(text))
            {
                blocks.Add(
                    new PageBlock(
                        TextShape.IsListHeading(text) ? PageBlockKind.Heading : PageBlockKind.Label,
                        node,
                        first,
                        AttributionAtEnd().Replace(text, "")
                    )
                );
            }

            first = next;
        }
    }

    private static bool IsLabel(string text) =>
        TextShape.IsLabel(text)
        && !text.EndsWith('.')
        && !TextShape.IsCredit(text)
        && (
            text.EndsWith(':') && TextShape.IsListHeading(text)
            || !TextShape.IsNotice(text)
                && (
                    !HeadlineMetadata.IsMatch(text)
                    || HeadlineMetadata.IsContentType(text)
                    || TextShape.IsSponsorMark(text)
                )
        );

    private static PageBlock? ReadBlock(PageTree tree, PageLines lines, PageNode node)
    {
        if (node.FirstRun == node.EndRun)
        {
            return null;
        }

        if (node.Tag == "a" && node.Attribute("rel") is not ("prev" or "next"))
        {
            return ReadLink(tree, lines, node);
        }

        if (!node.IsHeading && !node.Traits.HasFlag(ElementTraits.Heading) && !IsBoldLine(tree, node))
        {
            return null;
        }

        var inside = node.End - node.Index - 1;
        if (
            inside >= MaxHeadingElements
            || tree.TextLength(node) > MaxLinkLength
            || !node.IsHeading && tree.Inside(node).Any(part => part.IsHeading || part.Tag is "p" or "li")
        )
        {
            return null;
        }

        var text = tree.Text(node);
        if (
            tree.Inside(node).FirstOrDefault(part => part.Tag == "a" && part.Attribute("href") is not null) is { } link
            && (TextShape.IsHeadline(tree.Text(link)) || IsInItem(node))
            && (!TextShape.IsListHeading(text) || IsAddressOf(text, link.Attribute("href")!))
        )
        {
            return null;
        }

        if (
            node.IsHeading
            && node.Tag != "h1"
            && TextShape.IsHeadline(text)
            && !TextShape.IsListHeading(text)
            && FindOverlayLink(tree, node) is { } href
        )
        {
            return new PageBlock(PageBlockKind.Headline, node, node.FirstRun, LinkText.Read(tree, node), href);
        }

        return TextShape.IsLabel(text)
            ? new PageBlock(PageBlockKind.Heading, node, node.FirstRun, HeadingText(tree, node))
            : null;
    }

    /// <summary>Returns the first line of a heading that names the list, without attributions such as "by Outbrain".</summary>
    private static string HeadingText(PageTree tree, PageNode heading)
    {
        List<string> lines =
        [
            .. LinkText.Segments(tree, heading).Select(segment => tree.Text(segment[0], segment[^1] + 1)),
        ];
        var title = lines.Find(line => TextShape.IsLabel(line) && !Attribution().IsMatch(line)) ?? tree.Text(heading);
        var whole = tree.Text(heading);
        var continues = title[^1] is '|' or '–' or '-' && TextShape.IsLabel(whole);
        return AttributionAtEnd().Replace(continues ? whole : title, "");
    }

    private static PageBlock? ReadLink(PageTree tree, PageLines lines, PageNode link)
    {
        var href = LinkAddress.Of(link);
        if (href is null || LinkAddress.IsNonArticle(href) || tree.TextLength(link) is < 2 or > MaxLinkLength)
        {
            return null;
        }

        var whole = tree.Text(link);
        if (!whole.Any(char.IsLetter))
        {
            return null;
        }

        if (TextShape.IsListHeading(whole) && !HeadlineMetadata.IsMatch(whole) && !IsAddressOf(whole, href))
        {
            return new PageBlock(PageBlockKind.Heading, link, link.FirstRun, whole);
        }

        var text = LinkText.Read(tree, link, out var isMetadata);
        if (text.Length == 0 || IsInSentence(tree, lines, link))
        {
            return null;
        }

        return new PageBlock(
            TextShape.IsHeadline(text) && !LinkAddress.IsPlace(href, text) || IsCard(tree, link, text)
                ? PageBlockKind.Headline
                : PageBlockKind.ShortLink,
            link,
            link.FirstRun,
            text,
            href,
            isMetadata
        );
    }

    /// <summary>
    /// Determines whether a link is inside a sentence. A bold link at the start of its line is a headline, followed by its summary.
    /// </summary>
    private static bool IsInSentence(PageTree tree, PageLines lines, PageNode link) =>
        lines.TextOutsideLinks(link.FirstRun) > MaxTextAroundLink
        && !(
            (link.FirstRun == 0 || lines.LineOf(link.FirstRun - 1) != lines.LineOf(link.FirstRun))
            && tree.Runs[link.FirstRun].Parent.Upwards().Take(2).Any(node => node.Tag is "b" or "strong")
            && TextShape.IsHeadline(tree.Text(link))
            && link.EndRun < tree.Runs.Count
            && char.IsUpper(tree.Runs[link.EndRun].Text[0])
        );

    /// <summary>Determines whether a link is a card: it contains a heading and more text. The headline of a card can be short.</summary>
    private static bool IsCard(PageTree tree, PageNode link, string text) =>
        text.Length >= MinCardHeadingLength
        && tree.TextLength(link) > text.Length + MaxTextAroundLink
        && tree.Inside(link).Any(node => node.IsHeading)
        && !HeadlineMetadata.IsMatch(text)
        && !TextShape.IsNotice(text);

    /// <summary>Returns the link of a card whose heading is not a link: the link whose address contains the words of the headline, or the first one.</summary>
    private static string? FindOverlayLink(PageTree tree, PageNode heading)
    {
        var text = tree.Text(heading);
        string? first = null;
        var card = heading.Parent;
        for (var level = 0; level < MaxLevelsToOverlay && card is not null; level++, card = card.Parent)
        {
            if (
                card.Tag == "a"
                || card.End - card.Index > MaxCardElements
                || tree.TextLength(card) > text.Length + MaxCardTextLength
                || tree.Inside(card).Count(node => node.IsHeading) > 1
            )
            {
                break;
            }

            List<PageNode> links =
            [
                .. tree.Inside(card)
                    .Where(link => link.Tag == "a" && !link.InBoilerplate && LinkAddress.Of(link) is not null),
            ];
            if (links.Count == 0)
            {
                continue;
            }

            var href = LinkAddress.Of(links.MaxBy(link => CountWordsInAddress(text, LinkAddress.Of(link)!))!)!;

            // The heading of a list is above links that read as headlines.
            if (links.Exists(link => LinkAddress.Of(link) != href && TextShape.IsHeadline(tree.Text(link))))
            {
                break;
            }

            if (CountWordsInAddress(text, href) > 1)
            {
                return href;
            }

            first ??= href;
        }

        return first;
    }

    /// <summary>Determines whether an address is that of an article with a headline, as in "/2026/02/letters-from-the-hut".</summary>
    private static bool IsAddressOf(string headline, string href) =>
        TextShape.IsHeadline(headline) && LinkAddress.IsArticle(href) && CountWordsInAddress(headline, href) > 1;

    /// <summary>Counts the words of a headline that its address contains.</summary>
    private static int CountWordsInAddress(string headline, string href) =>
        Word().Matches(headline).Count(word => href.Contains(word.Value, StringComparison.OrdinalIgnoreCase));

    /// <summary>Determines whether an element is inside a list item or an article element.</summary>
    private static bool IsInItem(PageNode node) =>
        node.Upwards().Take(MaxLevelsToItem).Any(around => around.Tag is "li" or "article");

    private static bool IsBoldLine(PageTree tree, PageNode node) =>
        node.Tag is "strong" or "b"
        && node.Parent is { } line
        && line.FirstRun == node.FirstRun
        && line.EndRun == node.EndRun
        && tree.Inside(node).All(part => part.Tag != "a")
        && tree.TextLength(node) < 100
        && TextShape.IsListHeading(tree.Text(node));

    /// <summary>Removes repeated links of a card, which links its story from picture, headline, and summary. Keeps the first link that reads as a headline.</summary>
    private static List<PageBlock> RemoveDuplicateLinks(List<PageBlock> blocks)
    {
        var kept = new List<PageBlock>(blocks.Count);
        var recent = new Queue<PageBlock>();
        var paragraphs = 0;
        foreach (var block in blocks)
        {
            paragraphs =
                block.Kind == PageBlockKind.Paragraph ? paragraphs + 1
                : block.Href is null ? paragraphs
                : 0;
            if (block.Kind == PageBlockKind.Heading || paragraphs > 1)
            {
                recent.Clear();
            }

            var earlier = block.Href is null
                ? null
                : recent.LastOrDefault(link =>
                    link.Href == block.Href
                    && (
                        link.Text == block.Text
                        || !HaveSameShape(link.Node, block.Node) && !AreInSeparateCards(link.Node, block.Node)
                    )
                );
            if (
                earlier is { Kind: PageBlockKind.ShortLink } or { IsMetadata: true }
                && block is { Kind: PageBlockKind.Headline, IsMetadata: false }
            )
            {
                if (kept.LastIndexOf(earlier) is >= 0 and var index)
                {
                    kept.RemoveAt(index); // unless another link has replaced it already
                }
            }
            else if (earlier is not null)
            {
                continue;
            }

            kept.Add(block);
            if (block.Href is null)
            {
                continue;
            }

            recent.Enqueue(block);
            if (recent.Count > MaxCardLinks)
            {
                recent.Dequeue();
            }
        }

        return kept;
    }

    private static bool AreInSeparateCards(PageNode a, PageNode b)
    {
        var fork = BranchPoint.Between(a, b);
        return fork.Left.IsLike(fork.Right)
            && (fork.Left.Tag is "li" or "article" or "tr" || fork.Left.Class.Length > 0 && fork.Left != a);
    }

    private static bool HaveSameShape(PageNode a, PageNode b) =>
        a.Tag == b.Tag && a.Class == b.Class && a.Parent?.Tag == b.Parent?.Tag && a.Parent?.Class == b.Parent?.Class;

    [GeneratedRegex(@"[\p{L}\d]{4,}")]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<=\w)\s*(?:powered by|by outbrain|by taboola)\b.*$", RegexOptions.IgnoreCase)]
    private static partial Regex AttributionAtEnd();

    [GeneratedRegex(
        @"^(?:(?:powered )?by \w+|sponsored(?: links?)?|ads? by \w+|ad|advertisement|what['’]?s this\??|(?:see|view|show) (?:all|more)|more|\W*)$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Attribution();
}
