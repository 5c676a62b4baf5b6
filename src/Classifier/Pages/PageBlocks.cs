using System.Text.RegularExpressions;

namespace Classifier.Pages;

/// <summary>Reads a page, furniture left out, into its links, headings, paragraphs and single lines.</summary>
internal static partial class PageBlocks
{
    private const int MostBlocks = 10_000;
    private const int MostElementsOfCard = 300;
    private const int MostTextOfCard = 600;
    private const int MostElementsOfHeading = 50;
    private const int LongestLink = 1000;
    private const int RunningTextAround = 25;
    private const int LengthOfParagraph = 75;
    private const int LevelsToOverlay = 9;
    private const int LevelsToItem = 5;
    private const int LinksOfCard = 4;
    private const int ShortestHeadingOfCard = 8;

    /// <summary>The blocks of a page in document order.</summary>
    public static List<PageBlock> Read(PageTree tree)
    {
        var lines = new PageLines(tree);
        var blocks = new List<PageBlock>();
        var run = 0;
        for (var i = 0; i < tree.Nodes.Count && blocks.Count < MostBlocks; )
        {
            var node = tree.Nodes[i];
            i++;
            if (node.InFurniture || ReadBlock(tree, lines, node) is not { } block)
            {
                continue;
            }

            AddLines(tree, lines, run, node.FirstRun, blocks);
            blocks.Add(block);
            (i, run) = (node.End, node.EndRun);
        }

        AddLines(tree, lines, run, tree.Runs.Count, blocks);
        return WithoutRepeats(blocks);
    }

    /// <summary>What lies between links and headings: paragraphs and single lines.</summary>
    private static void AddLines(PageTree tree, PageLines lines, int first, int end, List<PageBlock> blocks)
    {
        while (first < end && blocks.Count < MostBlocks)
        {
            var next = first + 1;
            while (next < end && lines.LineOf(next) == lines.LineOf(first))
            {
                next++;
            }

            var node = tree.Runs[first].Parent;
            if (node.InFurniture)
            {
                first++;
                continue;
            }

            if (lines.TextOutsideLinks(first) > LengthOfParagraph)
            {
                blocks.Add(new PageBlock(PageBlockKind.Paragraph, node, first, ""));
            }
            else if (tree.Text(first, next) is var text && IsLabel(text))
            {
                blocks.Add(
                    new PageBlock(
                        HeadlineShape.IsListHeading(text) ? PageBlockKind.Heading : PageBlockKind.Label,
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
        HeadlineShape.IsLabel(text)
        && !text.EndsWith('.')
        && !HeadlineShape.IsCredit(text)
        && !HeadlineShape.IsNotice(text)
        && !Badge.Is(text);

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

        if (!node.IsHeading && !node.Names.HasFlag(ElementNames.Heading) && !IsBoldLine(tree, node))
        {
            return null;
        }

        var inside = node.End - node.Index - 1;
        if (
            inside >= MostElementsOfHeading
            || tree.TextLength(node) > LongestLink
            || !node.IsHeading && tree.Inside(node).Any(part => part.IsHeading || part.Tag is "p" or "li")
        )
        {
            return null;
        }

        var text = tree.Text(node);
        if (
            !HeadlineShape.IsListHeading(text)
            && tree.Inside(node).FirstOrDefault(part => part.Tag == "a" && part.Attribute("href") is not null)
                is { } link
            && (HeadlineShape.IsHeadline(tree.Text(link)) || IsInItem(node))
        )
        {
            return null;
        }

        if (
            node.IsHeading
            && node.Tag != "h1"
            && HeadlineShape.IsHeadline(text)
            && !HeadlineShape.IsListHeading(text)
            && Overlay(tree, node) is { } href
        )
        {
            return new PageBlock(PageBlockKind.Headline, node, node.FirstRun, LinkText.Of(tree, node), href);
        }

        return HeadlineShape.IsLabel(text)
            ? new PageBlock(PageBlockKind.Heading, node, node.FirstRun, TitleText(tree, node))
            : null;
    }

    /// <summary>The first line of a heading that says what follows: "by Outbrain" beside it does not, nor do the tabs after it.</summary>
    private static string TitleText(PageTree tree, PageNode heading)
    {
        List<string> lines =
        [
            .. LinkText.Segments(tree, heading).Select(segment => tree.Text(segment[0], segment[^1] + 1)),
        ];
        var title =
            lines.Find(line => HeadlineShape.IsLabel(line) && !Attribution().IsMatch(line)) ?? tree.Text(heading);
        return AttributionAtEnd().Replace(title, "");
    }

    private static PageBlock? ReadLink(PageTree tree, PageLines lines, PageNode link)
    {
        var href = Destination(link);
        if (href is null || Elsewhere().IsMatch(href) || tree.TextLength(link) is < 2 or > LongestLink)
        {
            return null;
        }

        var whole = tree.Text(link);
        if (!whole.Any(char.IsLetter))
        {
            return null;
        }

        if (HeadlineShape.IsListHeading(whole))
        {
            return new PageBlock(PageBlockKind.Heading, link, link.FirstRun, whole);
        }

        var text = LinkText.Of(tree, link);
        if (text.Length == 0 || lines.TextOutsideLinks(link.FirstRun) > RunningTextAround)
        {
            return null;
        }

        return new PageBlock(
            HeadlineShape.IsHeadline(text) || IsCard(tree, link, text)
                ? PageBlockKind.Headline
                : PageBlockKind.ShortLink,
            link,
            link.FirstRun,
            text,
            href
        );
    }

    /// <summary>Whether a link holds a heading and more than it: a card, whose headline may be as short as it likes.</summary>
    private static bool IsCard(PageTree tree, PageNode link, string text) =>
        text.Length >= ShortestHeadingOfCard
        && tree.TextLength(link) > text.Length + RunningTextAround
        && tree.Inside(link).Any(node => node.IsHeading)
        && !Badge.Is(text)
        && !HeadlineShape.IsNotice(text);

    private static string? Destination(PageNode link)
    {
        var href = link.Attribute("href")?.Trim();
        return string.IsNullOrEmpty(href) || href[0] == '#' || NotAPage().IsMatch(href) ? null : href;
    }

    /// <summary>The link of a card whose heading is not itself linked: the one that spells out the headline, else the first.</summary>
    private static string? Overlay(PageTree tree, PageNode heading)
    {
        var text = tree.Text(heading);
        string? first = null;
        var card = heading.Parent;
        for (var level = 0; level < LevelsToOverlay && card is not null; level++, card = card.Parent)
        {
            if (
                card.Tag == "a"
                || card.End - card.Index > MostElementsOfCard
                || tree.TextLength(card) > text.Length + MostTextOfCard
                || tree.Inside(card).Count(node => node.IsHeading) > 1
            )
            {
                break;
            }

            List<PageNode> links =
            [
                .. tree.Inside(card)
                    .Where(link => link.Tag == "a" && !link.InFurniture && Destination(link) is not null),
            ];
            if (links.Count == 0)
            {
                continue;
            }

            var href = Destination(links.MaxBy(link => WordsInAddress(text, Destination(link)!))!)!;

            // The heading of a list stands over links that read as headlines themselves.
            if (links.Exists(link => Destination(link) != href && HeadlineShape.IsHeadline(tree.Text(link))))
            {
                break;
            }

            if (WordsInAddress(text, href) > 1)
            {
                return href;
            }

            first ??= href;
        }

        return first;
    }

    /// <summary>How many words of a headline its link spells out, as many sites' addresses do.</summary>
    private static int WordsInAddress(string headline, string href) =>
        Word().Matches(headline).Count(word => href.Contains(word.Value, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether an element stands in an entry of a list rather than over the list.</summary>
    private static bool IsInItem(PageNode node) =>
        node.Upwards().Take(LevelsToItem).Any(around => around.Tag is "li" or "article");

    private static bool IsBoldLine(PageTree tree, PageNode node) =>
        node.Tag is "strong" or "b"
        && node.Parent is { } line
        && line.FirstRun == node.FirstRun
        && line.EndRun == node.EndRun
        && tree.Inside(node).All(part => part.Tag != "a")
        && tree.TextLength(node) < 100
        && HeadlineShape.IsListHeading(tree.Text(node));

    /// <summary>A card links its story from its picture, its headline and its summary: the first link that reads as a headline stays.</summary>
    private static List<PageBlock> WithoutRepeats(List<PageBlock> blocks)
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
                        || !SameShape(link.Node, block.Node) && !InSeparateCards(link.Node, block.Node)
                    )
                );
            if (earlier is { Kind: PageBlockKind.ShortLink } && block.Kind == PageBlockKind.Headline)
            {
                kept.RemoveAt(kept.LastIndexOf(earlier));
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
            if (recent.Count > LinksOfCard)
            {
                recent.Dequeue();
            }
        }

        return kept;
    }

    private static bool InSeparateCards(PageNode a, PageNode b)
    {
        var fork = PageFork.Of(a, b);
        return fork.Left.IsLike(fork.Right)
            && (fork.Left.Tag is "li" or "article" or "tr" || fork.Left.Class.Length > 0 && fork.Left != a);
    }

    private static bool SameShape(PageNode a, PageNode b) =>
        a.Tag == b.Tag && a.Class == b.Class && a.Parent?.Tag == b.Parent?.Tag && a.Parent?.Class == b.Parent?.Class;

    // The front page of a site, and what holds no articles.
    [GeneratedRegex(
        @"^/?$|\.(?:pdf|docx?|xlsx?|pptx?|zip|mp3|ics|jpe?g|png|gif)(?:$|[?#])|^(?:https?:)?//[^/?#]*/?$|^(?:https?:)?//(?:[\w-]+\.)?(?:facebook|twitter|x|instagram|pinterest|linkedin|whatsapp|itunes\.apple|apps\.apple|podcasts\.apple|play\.google|plus\.google)\.(?:com|net)(?:/|$)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"[\p{L}\d]{4,}")]
    private static partial Regex Word();

    [GeneratedRegex(@"^(?:javascript|mailto|tel|whatsapp|sms|data):", RegexOptions.IgnoreCase)]
    private static partial Regex NotAPage();

    [GeneratedRegex(@"(?<=\w)\s+(?:powered by|by outbrain|by taboola)\b.*$", RegexOptions.IgnoreCase)]
    private static partial Regex AttributionAtEnd();

    [GeneratedRegex(
        @"^(?:(?:powered )?by \w+|sponsored(?: links?)?|ads? by \w+|ad|advertisement|what['’]?s this\??|(?:see|view|show) (?:all|more)|more|\W*)$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Attribution();
}
