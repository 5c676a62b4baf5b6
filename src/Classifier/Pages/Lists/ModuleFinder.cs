using Classifier.Pages.Blocks;
using Classifier.Pages.Html;
using Classifier.Pages.Wording;

namespace Classifier.Pages.Lists;

/// <summary>Finds the lists of other headlines on a page: runs of headline links with similar structure under one heading.</summary>
internal static class ModuleFinder
{
    private const int MaxLevelsWithoutLikeness = 3;

    /// <summary>Finds the lists of a page in document order.</summary>
    public static IReadOnlyList<PageModule> Find(
        PageTree tree,
        PageContext context,
        Func<ModuleEvidence, bool> isModule
    )
    {
        var modules = new List<PageModule>();
        foreach (var candidate in Candidates(tree))
        {
            tree.Budget.Check();
            if (isModule(ModuleEvidence.Of(tree, candidate)))
            {
                modules.Add(
                    new PageModule(
                        candidate.Title,
                        ModuleKindClassifier.Classify(tree, candidate, context),
                        [.. candidate.Links.Select(link => ItemReader.Read(tree, link, candidate.Container, context))]
                    )
                );
            }
        }

        return modules;
    }

    /// <summary>Returns every run of links that may be a list.</summary>
    public static IEnumerable<ModuleCandidate> Candidates(PageTree tree)
    {
        var blocks = HeadingPromoter.Promote(tree, BlockReader.Read(tree));
        var tabs = new TabTitles(tree);
        foreach ((var start, var end) in Runs(tree, blocks, tabs))
        {
            if (ModuleCandidate.Read(tree, blocks, start, end, tabs) is { } candidate)
            {
                yield return candidate;
            }
        }
    }

    /// <summary>Splits the blocks into runs that start and end with a headline and contain one list.</summary>
    private static IEnumerable<(int Start, int End)> Runs(PageTree tree, List<PageBlock> blocks, TabTitles tabs)
    {
        int start = -1,
            last = -1;
        PageBlock? heading = null;
        PageNode? box = null;
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i].Kind == PageBlockKind.Heading)
            {
                (heading, box) = (blocks[i], null);
            }

            if (blocks[i].Kind != PageBlockKind.Headline)
            {
                continue;
            }

            if (start >= 0 && IsBoundary(blocks, last, i, tabs, box))
            {
                yield return (start, last + 1);
                start = i;
            }

            if (start < 0)
            {
                start = i;
            }

            box ??= heading is null ? null : BoxOf(tree, heading, blocks[i]);
            last = i;
        }

        if (start >= 0)
        {
            yield return (start, last + 1);
        }
    }

    /// <summary>Returns the element that contains a heading and the headline below it; null if the article is in it too.</summary>
    private static PageNode? BoxOf(PageTree tree, PageBlock heading, PageBlock headline)
    {
        var box = PageTree.Common(heading.Node, headline.Node);
        return tree.HoldsHeadline(box) || box.Tag is "body" or "main" ? null : box;
    }

    private static bool IsBoundary(List<PageBlock> blocks, int left, int right, TabTitles tabs, PageNode? box)
    {
        if (
            tabs.PanelOf(blocks[left].Node) != tabs.PanelOf(blocks[right].Node)
            || LinkAddress.IsShop(blocks[left].Href!) != LinkAddress.IsShop(blocks[right].Href!)
        )
        {
            return true;
        }

        var fork = BranchPoint.Between(blocks[left].Node, blocks[right].Node);
        bool leftIsCard = ContainsOneHeadline(blocks, left, -1, fork.Left),
            rightIsCard = ContainsOneHeadline(blocks, right, 1, fork.Right);
        for (var i = left + 1; i < right; i++)
        {
            var block = blocks[i];
            bool inLeft = fork.Left.Contains(block.Node),
                inRight = fork.Right.Contains(block.Node);
            var parts = block.Kind switch
            {
                PageBlockKind.Paragraph => !(leftIsCard && inLeft || rightIsCard && inRight),
                // An advertisement can stand between two items.
                PageBlockKind.Heading
                or PageBlockKind.Label
                    when leftIsCard
                        && rightIsCard
                        && fork.Left.IsLike(fork.Right)
                        && TextShape.IsSponsorMark(block.Text) => false,
                PageBlockKind.Heading => !(leftIsCard && rightIsCard && (inLeft || inRight))
                    || block.Node.IsHeading && TextShape.IsListHeading(block.Text),
                PageBlockKind.Label => inRight && !leftIsCard && !rightIsCard,
                _ => false,
            };
            if (parts && !IsInsideSiblingCard(blocks, left, i, fork))
            {
                return true;
            }
        }

        if (ChangesStyle(blocks, left, right) && (fork.Left.Tag, fork.Left.Class) != (fork.Right.Tag, fork.Right.Class))
        {
            return true;
        }

        if (
            fork.Levels <= MaxLevelsWithoutLikeness
            || fork.Left.IsLike(fork.Right)
                && (fork.Left.Class.Length > 0 || blocks[left].Node.Depth == blocks[right].Node.Depth)
        )
        {
            return false;
        }

        // All headlines in a box under one heading belong to one list, however they are nested.
        if (box is not null && box.Contains(blocks[left].Node) && box.Contains(blocks[right].Node))
        {
            return false;
        }

        return !(leftIsCard && rightIsCard) || fork.Levels > 2 * MaxLevelsWithoutLikeness;
    }

    /// <summary>Determines whether two or more headlines of one style end here and two or more of another style start.</summary>
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
            && !blocks[left].Node.HasSameStyle(blocks[right].Node)
            && before.Node.HasSameStyle(blocks[left].Node)
            && blocks[right].Node.HasSameStyle(after.Node);
    }

    /// <summary>Determines whether a block is inside a card, between two similar cards, whose own headline is too short to be recognized.</summary>
    private static bool IsInsideSiblingCard(List<PageBlock> blocks, int left, int at, BranchPoint fork)
    {
        if (!fork.Left.IsLike(fork.Right) || !fork.Common.Contains(blocks[at].Node))
        {
            return false;
        }

        var card = BranchPoint.Between(blocks[left].Node, blocks[at].Node).Right;
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

    private static bool ContainsOneHeadline(List<PageBlock> blocks, int at, int step, PageNode card)
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
