using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Classifier.Pages;

/// <summary>The lists of other headlines on a page: runs of headline links in like structure under one heading.</summary>
internal static partial class Sidebars
{
    private const double LeastMeanLength = 22;
    private const int FewLevels = 3;

    /// <summary>Finds the lists in document order.</summary>
    public static IReadOnlyList<PageModule> Find(IElement body, Uri? baseAddress)
    {
        List<PageBlock> blocks = PageBlocks.Read(body);
        var modules = new List<PageModule>();
        foreach (Range run in Runs(blocks))
        {
            if (Read(blocks, run, baseAddress) is { } module) modules.Add(module);
        }
        return modules;
    }

    /// <summary>Cuts the blocks into runs that each begin and end with a headline and hold one list.</summary>
    private static IEnumerable<Range> Runs(List<PageBlock> blocks)
    {
        int start = -1, last = -1;
        for (int i = 0; i < blocks.Count; i++)
        {
            if (blocks[i].Kind != PageBlockKind.Headline) continue;
            if (start >= 0 && Parts(blocks, last, i))
            {
                yield return start..(last + 1);
                start = i;
            }
            if (start < 0) start = i;
            last = i;
        }
        if (start >= 0) yield return start..(last + 1);
    }

    private static bool Parts(List<PageBlock> blocks, int left, int right)
    {
        IElement a = blocks[left].Element, b = blocks[right].Element;
        Tree.Fork fork = Tree.ForkOf(a, b);
        bool cardsHold = HoldsOne(blocks, left, -1, fork.Left) && HoldsOne(blocks, right, 1, fork.Right);
        for (int i = left + 1; i < right; i++)
        {
            IElement between = blocks[i].Element;
            bool inCard = fork.Left.Contains(between) && HoldsOne(blocks, left, -1, fork.Left)
                || fork.Right.Contains(between) && HoldsOne(blocks, right, 1, fork.Right);
            if (blocks[i].Kind == PageBlockKind.Heading && !inCard) return true;
            if (blocks[i].Kind == PageBlockKind.Paragraph && !inCard) return true;
        }
        if (fork.Levels <= FewLevels || Tree.Alike(fork.Left, fork.Right)) return false;
        return !cardsHold || fork.Levels > 2 * FewLevels;
    }

    private static bool HoldsOne(List<PageBlock> blocks, int at, int step, IElement card)
    {
        for (int i = at + step; i >= 0 && i < blocks.Count; i += step)
            if (blocks[i].Kind == PageBlockKind.Headline) return !card.Contains(blocks[i].Element);
        return true;
    }

    private static PageModule? Read(List<PageBlock> blocks, Range run, Uri? baseAddress)
    {
        (int start, int length) = run.GetOffsetAndLength(blocks.Count);
        List<PageBlock> headlines = [.. blocks.GetRange(start, length).Where(block => block.Kind == PageBlockKind.Headline)];
        if (headlines.Count < 2 || headlines.Average(block => block.Text.Length) < LeastMeanLength) return null;
        string? title = TitleOf(blocks, start);
        if (headlines.Count > 2 && InHeading(headlines[0]) && !headlines.Skip(1).Any(InHeading))
        {
            title = headlines[0].Text;
            headlines.RemoveAt(0);
            (start, length) = (start + 1, length - 1);
        }
        if (title is not null && NotHeadlines().IsMatch(title)) return null;

        IElement container = headlines.Skip(1).Aggregate(headlines[0].Element, (common, block) => Tree.ForkOf(common, block.Element).Common);
        HashSet<string> paths = [.. headlines.Select(block => Tree.Path(block.Element, container))];
        var items = new List<PageItem>();
        var seen = new HashSet<string>();
        foreach (PageBlock block in Within(blocks, start, start + length, container))
        {
            if (block.Kind == PageBlockKind.ShortLink && !paths.Contains(Tree.Path(block.Element, container))) continue;
            if (headlines.Any(other => other.Text.Length < block.Text.Length && block.Text.EndsWith(" " + other.Text, StringComparison.Ordinal))) continue;
            if (seen.Add(block.Text)) items.Add(ItemCard.Read(block, container, baseAddress));
        }
        if (items.Count < 2) return null;
        return new PageModule(title, IsSponsored(title, container) ? PageModuleKind.Sponsored : PageModuleKind.Editorial, items);
    }

    /// <summary>The run's links, and the short links before and after it that lie in its container.</summary>
    private static IEnumerable<PageBlock> Within(List<PageBlock> blocks, int start, int end, IElement container)
    {
        bool IsShort(int at) => at >= 0 && at < blocks.Count && blocks[at].Kind == PageBlockKind.ShortLink && container.Contains(blocks[at].Element);
        while (IsShort(start - 1)) start--;
        while (IsShort(end)) end++;
        return blocks.GetRange(start, end - start).Where(block => block.Kind is PageBlockKind.Headline or PageBlockKind.ShortLink);
    }

    private static string? TitleOf(List<PageBlock> blocks, int start)
    {
        for (int i = start - 1; i >= 0; i--)
        {
            if (blocks[i].Kind == PageBlockKind.Heading) return blocks[i].Element.LocalName == "h1" ? null : blocks[i].Text;
            if (blocks[i].Kind is PageBlockKind.Headline or PageBlockKind.Paragraph) return null;
        }
        return null;
    }

    private static bool InHeading(PageBlock block) => block.Element.Closest("h1, h2, h3, h4, h5, h6") is not null || block.Element.QuerySelector("h1, h2, h3, h4, h5, h6") is not null;

    private static bool IsSponsored(string? title, IElement container)
    {
        if (title is not null && HeadlineShape.IsSponsoredLabel(title)) return true;
        IElement? element = container;
        for (int level = 0; level < 2 * FewLevels && element is not null && element.LocalName != "body"; level++, element = element.ParentElement)
            if (SponsorName().IsMatch(Clutter.Names(element))) return true;
        return false;
    }

    [GeneratedRegex(@"^(?:tags?|topics?|categories|sections?|follow\b.*|share\b.*|comments?|authors?|contributors?|newsletters?|about\b.*|contact\b.*|search|menu|ads?\b.*|sign up.*|subscribe.*|company|legal|help|advertisement)\W*$", RegexOptions.IgnoreCase)]
    private static partial Regex NotHeadlines();

    [GeneratedRegex(@"\b(?:outbrain|taboola|trc|zerg\w*|revcontent|rc widget|sponsor\w*|promoted|partners?|paid|dianomi|nativo|plista|ligatus|adblade|mgid)\b")]
    private static partial Regex SponsorName();
}
