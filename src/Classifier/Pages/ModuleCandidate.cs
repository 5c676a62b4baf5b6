namespace Classifier.Pages;

/// <summary>A run of links in like structure that may be a list of headlines.</summary>
/// <param name="Container">The nearest element that holds all of them.</param>
/// <param name="Title">What stands over them; null when nothing does.</param>
/// <param name="Links">The links, in document order, each text once.</param>
internal sealed record ModuleCandidate(PageNode Container, string? Title, IReadOnlyList<PageBlock> Links)
{
    private const int MostLevelsToLabel = 3;

    /// <summary>Finds the links and the title of a run of headlines.</summary>
    /// <param name="tree">The page.</param>
    /// <param name="blocks">Its blocks.</param>
    /// <param name="start">The block that the run begins with.</param>
    /// <param name="end">The block after its last.</param>
    /// <param name="tabs">The page's tabs.</param>
    /// <returns>Null when less than two headlines are left.</returns>
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

        var container = ContainerOf(headlines);
        var title = tabs.Of(container) ?? TitleOf(blocks, start, headlines[1].Node, container);
        if (
            title is null
            && headlines.Count > 2
            && InHeading(tree, headlines[0])
            && !headlines.Skip(1).Any(block => InHeading(tree, block))
        )
        {
            // A list's heading that is a link itself reads as one more headline.
            title = headlines[0].Text;
            headlines.RemoveAt(0);
            start++;
            container = ContainerOf(headlines);
        }

        HashSet<string> paths = [.. headlines.Select(block => PathOf(tree, block.Node, container))];
        HashSet<string> texts = [.. headlines.Select(block => block.Text)];
        var links = new List<PageBlock>();
        var seen = new HashSet<string>();
        foreach (var block in Within(blocks, start, end, container))
        {
            if (block.Kind == PageBlockKind.ShortLink && !paths.Contains(PathOf(tree, block.Node, container)))
            {
                continue;
            }

            if (seen.Add(block.Text) && !EndsWithAnother(block.Text, texts))
            {
                links.Add(block);
            }
        }

        return links.Count < 2 ? null : new ModuleCandidate(container, title, links);
    }

    private static PageNode ContainerOf(List<PageBlock> headlines) =>
        headlines.Skip(1).Aggregate(headlines[0].Node, (common, block) => PageTree.Common(common, block.Node));

    /// <summary>Whether a headline lies in a heading or holds one.</summary>
    public static bool InHeading(PageTree tree, PageBlock block) =>
        block.Node.Upwards().Any(node => node.IsHeading) || tree.Inside(block.Node).Any(node => node.IsHeading);

    /// <summary>The run's links, and the short links before and after it that lie in its container.</summary>
    private static IEnumerable<PageBlock> Within(List<PageBlock> blocks, int start, int end, PageNode container)
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

    /// <summary>Whether a link says what another says with more before it: the whole card around a headline, linked as well.</summary>
    private static bool EndsWithAnother(string text, HashSet<string> texts)
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

    /// <summary>The heading over a list, else the single line over it that stands nearer than any heading.</summary>
    private static string? TitleOf(List<PageBlock> blocks, int start, PageNode second, PageNode container)
    {
        var card = blocks[start].Node;
        while (card != container && card.Parent is { } parent && !parent.Contains(second))
        {
            card = parent;
        }

        PageBlock? label = null;
        for (var i = start - 1; i >= 0; i--)
        {
            var block = blocks[i];
            if (block.Kind is PageBlockKind.Headline or PageBlockKind.Paragraph || HeadlineShape.IsNotice(block.Text))
            {
                break;
            }

            if (card.Contains(block.Node))
            {
                continue;
            }

            var above = container.Depth - PageTree.Common(block.Node, container).Depth;
            if (block.Kind == PageBlockKind.Label && label is null && above <= MostLevelsToLabel)
            {
                label = block;
            }

            if (block.Kind != PageBlockKind.Heading)
            {
                continue;
            }

            if (label is not null && container.Depth - PageTree.Common(label.Node, container).Depth < above)
            {
                break;
            }

            return block.Node.Tag == "h1" ? null : block.Text;
        }

        return label?.Text;
    }

    /// <summary>The tags and first classes from below a container down to a link and its first child.</summary>
    private static string PathOf(PageTree tree, PageNode link, PageNode container)
    {
        var from = link.End > link.Index + 1 ? tree.Nodes[link.Index + 1] : link;
        return string.Join('/', from.Upwards(container).Select(node => $"{node.Tag}.{node.FirstClass}"));
    }
}
