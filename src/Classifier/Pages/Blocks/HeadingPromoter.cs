using Classifier.Pages.Html;
using Classifier.Pages.Wording;

namespace Classifier.Pages.Blocks;

/// <summary>Turns links and single lines into headings if their position shows that they name the list below them.</summary>
internal sealed class HeadingPromoter
{
    private const int MaxBlocksBetween = 4;
    private const int MaxTitleWords = 8;
    private const int MaxLevelsOfRow = 3;
    private const int MaxLevelsToBox = 3;
    private const int MaxCopies = 3;

    private readonly PageTree _tree;
    private readonly List<PageBlock> _blocks;
    private readonly BlockNeighbors _neighbors;

    private HeadingPromoter(PageTree tree, List<PageBlock> blocks)
    {
        (_tree, _blocks) = (tree, blocks);
        _neighbors = new BlockNeighbors(blocks);
    }

    /// <summary>Returns the blocks of a page, with headings in place of the links and lines that are headings.</summary>
    public static List<PageBlock> Promote(PageTree tree, List<PageBlock> blocks)
    {
        var promoter = new HeadingPromoter(tree, blocks);
        for (var i = 0; i < blocks.Count; i++)
        {
            var isHeading = blocks[i].Kind switch
            {
                PageBlockKind.Headline => promoter.IsLinkedHeading(i),
                PageBlockKind.ShortLink or PageBlockKind.Label => promoter.IsBoxHeading(i),
                _ => false,
            };
            if (isHeading)
            {
                blocks[i] = blocks[i] with { Kind = PageBlockKind.Heading, Href = null, IsBoxHeading = true };
            }
        }

        return blocks;
    }

    /// <summary>
    /// Determines whether a link that reads as a headline is the heading of the links below it. It is in a heading, it leads to a page
    /// above theirs or to no article, and they are marked up differently.
    /// </summary>
    private bool IsLinkedHeading(int at)
    {
        var link = _blocks[at];
        if (
            _neighbors.NextHeadline[at] is not (>= 0 and var first)
            || _neighbors.NextHeadline[first] is not (>= 0 and var second)
            || first - at > MaxBlocksBetween
            || TextShape.WordCount(link.Text) > MaxTitleWords
            || !IsAboveList(at, first, second)
        )
        {
            return false;
        }

        var section = link.Href!.TrimEnd('/') + "/";
        return LeadsBelow(_blocks[first]) && LeadsBelow(_blocks[second])
            || !LinkAddress.IsArticle(link.Href!)
                && LinkAddress.IsArticle(_blocks[first].Href!)
                && LinkAddress.IsArticle(_blocks[second].Href!)
                && _blocks[first].Node.HasSameStyle(_blocks[second].Node);

        bool LeadsBelow(PageBlock block) =>
            block.Href!.Length > section.Length && block.Href.StartsWith(section, StringComparison.Ordinal);
    }

    /// <summary>
    /// Determines whether a link is marked up differently from the links below it, and is in a heading or starts the box that holds it and
    /// them.
    /// </summary>
    private bool IsAboveList(int at, int first, int second)
    {
        var link = _blocks[at].Node;
        var branch = BranchPoint.Between(link, _blocks[first].Node);
        if (branch.Left.IsLike(branch.Right) && !branch.Right.Contains(_blocks[second].Node))
        {
            return false;
        }

        return _tree.IsInHeading(link)
            || branch.Common.Contains(_blocks[second].Node)
                && !_tree.HoldsHeadline(branch.Common)
                && (at == 0 || !branch.Common.Contains(_blocks[at - 1].Node));
    }

    /// <summary>Determines whether two short texts are entries of one row, such as tabs or the links of a menu.</summary>
    private static bool IsInRow(PageBlock a, PageBlock b) =>
        a.Kind == b.Kind && BranchPoint.Between(a.Node, b.Node).Levels <= MaxLevelsOfRow;

    /// <summary>
    /// Determines whether a short link or a single line is the heading of a box: the box starts with it, and the rest of the box holds
    /// two or more headlines that have no such line of their own.
    /// </summary>
    private bool IsBoxHeading(int at)
    {
        var line = _blocks[at];
        if (
            !TextShape.IsLabel(line.Text)
            || TextShape.IsNotice(line.Text)
            || TextShape.IsCredit(line.Text)
            || TextShape.HasYear(line.Text)
            || HeadlineMetadata.IsMatch(line.Text) && !HeadlineMetadata.IsContentType(line.Text)
            || _neighbors.NextHeadline[at] is not (>= 0 and var first)
            || first - at > MaxBlocksBetween
            || NextOther(first) is not (>= 0 and var second)
        )
        {
            return false;
        }

        var branch = BranchPoint.Between(line.Node, _blocks[first].Node);
        if (
            branch.Left == branch.Right
            || branch.Common == line.Node
            || BoxOf(branch.Common, at, second) is not { } box
        )
        {
            return false;
        }

        if (at > 0 && box.Contains(_blocks[at - 1].Node))
        {
            var isAfterList = _blocks[at - 1].Kind is PageBlockKind.Headline or PageBlockKind.Paragraph;
            if (!isAfterList || !branch.Right.Contains(_blocks[second].Node) || IsRepeatedForEachItem(at))
            {
                return false;
            }
        }

        for (var i = at + 1; i < second; i++)
        {
            if (
                _blocks[i].Kind is PageBlockKind.Heading or PageBlockKind.Paragraph
                || i != first && _blocks[i].Node.HasSameStyle(line.Node)
                || i < first && _blocks[i].Kind == PageBlockKind.ShortLink
            )
            {
                return false;
            }
        }

        return at == 0 || !IsInRow(_blocks[at - 1], line);
    }

    /// <summary>
    /// Returns the element that contains a line and the second headline after it, but no other line in the same style; null if there is
    /// none nearby. If the line is in an element with the first headline only, there must be other such lines with more than one
    /// headline.
    /// </summary>
    private PageNode? BoxOf(PageNode common, int at, int second)
    {
        if (common.Contains(_blocks[second].Node))
        {
            return common;
        }

        var isRepeated =
            _neighbors.CountHeadlines(at, _neighbors.NextInStyle[at]) > 1
            || _neighbors.CountHeadlines(_neighbors.PreviousInStyle[at], at) > 1;
        if (!isRepeated)
        {
            return null;
        }

        return common
            .Upwards()
            .Take(MaxLevelsToBox)
            .TakeWhile(node =>
                !Contains(node, _neighbors.NextInStyle[at]) && !Contains(node, _neighbors.PreviousInStyle[at])
            )
            .FirstOrDefault(node => node.Contains(_blocks[second].Node));

        bool Contains(PageNode node, int block) => block >= 0 && node.Contains(_blocks[block].Node);
    }

    /// <summary>Determines whether the previous line in the same style is separated by one headline, as sources and places are.</summary>
    private bool IsRepeatedForEachItem(int at) => _neighbors.CountHeadlines(_neighbors.PreviousInStyle[at], at) == 1;

    /// <summary>Returns the index of the first headline after another that has a different text; -1 if there is none nearby.</summary>
    private int NextOther(int headline)
    {
        var next = _neighbors.NextHeadline[headline];
        for (var i = 0; i < MaxCopies && next >= 0 && _blocks[next].Text == _blocks[headline].Text; i++)
        {
            next = _neighbors.NextHeadline[next];
        }

        return next >= 0 && _blocks[next].Text != _blocks[headline].Text ? next : -1;
    }
}
