namespace Classifier.Pages;

/// <summary>The lists of other headlines on a page: runs of headline links in like structure under one heading.</summary>
internal static class Sidebars
{
    private const int FewLevels = 3;

    /// <summary>Finds the lists in document order.</summary>
    public static IReadOnlyList<PageModule> Find(PageTree tree, PageSite site, Func<ModuleEvidence, bool> isModule)
    {
        var modules = new List<PageModule>();
        foreach (var candidate in Candidates(tree))
        {
            if (isModule(ModuleEvidence.Of(tree, candidate)))
            {
                modules.Add(
                    new PageModule(
                        candidate.Title,
                        ModuleKind.Of(candidate, site),
                        [.. candidate.Links.Select(link => ItemCard.Read(tree, link, candidate.Container, site))]
                    )
                );
            }
        }

        return modules;
    }

    /// <summary>Everything that may be a list.</summary>
    public static IEnumerable<ModuleCandidate> Candidates(PageTree tree)
    {
        var blocks = PageBlocks.Read(tree);
        var tabs = new TabTitles(tree);
        foreach ((var start, var end) in Runs(blocks, tabs))
        {
            if (ModuleCandidate.Read(tree, blocks, start, end, tabs) is { } candidate)
            {
                yield return candidate;
            }
        }
    }

    /// <summary>Cuts the blocks into runs that each begin and end with a headline and hold one list.</summary>
    private static IEnumerable<(int Start, int End)> Runs(List<PageBlock> blocks, TabTitles tabs)
    {
        int start = -1,
            last = -1;
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i].Kind != PageBlockKind.Headline)
            {
                continue;
            }

            if (start >= 0 && Parts(blocks, last, i, tabs))
            {
                yield return (start, last + 1);
                start = i;
            }

            if (start < 0)
            {
                start = i;
            }

            last = i;
        }

        if (start >= 0)
        {
            yield return (start, last + 1);
        }
    }

    private static bool Parts(List<PageBlock> blocks, int left, int right, TabTitles tabs)
    {
        if (tabs.PanelOf(blocks[left].Node) != tabs.PanelOf(blocks[right].Node))
        {
            return true;
        }

        var fork = PageFork.Of(blocks[left].Node, blocks[right].Node);
        bool leftHoldsOne = HoldsOne(blocks, left, -1, fork.Left),
            rightHoldsOne = HoldsOne(blocks, right, 1, fork.Right);
        for (var i = left + 1; i < right; i++)
        {
            var block = blocks[i];
            bool inLeft = fork.Left.Contains(block.Node),
                inRight = fork.Right.Contains(block.Node);
            var parts = block.Kind switch
            {
                PageBlockKind.Paragraph => !(leftHoldsOne && inLeft || rightHoldsOne && inRight),
                PageBlockKind.Heading => !(leftHoldsOne && rightHoldsOne && (inLeft || inRight))
                    || block.Node.IsHeading && HeadlineShape.IsListHeading(block.Text),
                PageBlockKind.Label => inRight && !leftHoldsOne && !rightHoldsOne,
                _ => false,
            };
            if (parts && !InCardBetween(blocks, left, i, fork))
            {
                return true;
            }
        }

        if (ChangesStyle(blocks, left, right) && (fork.Left.Tag, fork.Left.Class) != (fork.Right.Tag, fork.Right.Class))
        {
            return true;
        }

        if (
            fork.Levels <= FewLevels
            || fork.Left.IsLike(fork.Right)
                && (fork.Left.Class.Length > 0 || blocks[left].Node.Depth == blocks[right].Node.Depth)
        )
        {
            return false;
        }

        return !(leftHoldsOne && rightHoldsOne) || fork.Levels > 2 * FewLevels;
    }

    /// <summary>Whether two headlines or more of one look end here, and as many of another look begin.</summary>
    private static bool ChangesStyle(List<PageBlock> blocks, int left, int right)
    {
        int at = left - 1,
            next = right + 1;
        while (at >= 0 && blocks[at].Kind != PageBlockKind.Headline)
        {
            at--;
        }

        while (next < blocks.Count && blocks[next].Kind != PageBlockKind.Headline)
        {
            next++;
        }

        PageBlock? before = at >= 0 ? blocks[at] : null,
            after = next < blocks.Count ? blocks[next] : null;
        return before is not null
            && after is not null
            && !AreOfOneStyle(blocks[left].Node, blocks[right].Node)
            && AreOfOneStyle(before.Node, blocks[left].Node)
            && AreOfOneStyle(blocks[right].Node, after.Node);
    }

    private static bool AreOfOneStyle(PageNode a, PageNode b) =>
        a.Tag == b.Tag
        && a.FirstClass == b.FirstClass
        && (a.Parent!.Tag, a.Parent.FirstClass) == (b.Parent!.Tag, b.Parent.FirstClass);

    /// <summary>Whether a block stands in a card between two like cards, whose own headline is too short to tell.</summary>
    private static bool InCardBetween(List<PageBlock> blocks, int left, int at, PageFork fork)
    {
        if (!fork.Left.IsLike(fork.Right) || !fork.Common.Contains(blocks[at].Node))
        {
            return false;
        }

        var card = PageFork.Of(blocks[left].Node, blocks[at].Node).Right;
        if (card.Parent != fork.Common || !card.IsLike(fork.Left))
        {
            return false;
        }

        for (var i = at - 1; i > left && card.Contains(blocks[i].Node); i--)
        {
            if (blocks[i].Kind == PageBlockKind.ShortLink)
            {
                return true;
            }
        }

        return false;
    }

    private static bool HoldsOne(List<PageBlock> blocks, int at, int step, PageNode card)
    {
        for (var i = at + step; i >= 0 && i < blocks.Count; i += step)
        {
            if (blocks[i].Kind == PageBlockKind.Headline)
            {
                return !card.Contains(blocks[i].Node);
            }
        }

        return true;
    }
}
