using Classifier.Pages.Wording;

namespace Classifier.Pages.Html;

/// <summary>
/// Marks the boilerplate of a page: menus, footers, comments, tags, and other elements without headlines of other articles. Names are
/// evidence, not proof: an element that is only named as boilerplate is read if the article is in it, or if most of its links, or
/// of the links of all elements named like it, read as headlines. Tags and roles that mean boilerplate by the HTML standard are
/// read only if the article is in them.
/// </summary>
internal sealed class BoilerplateMarker
{
    private const double MinArticleShare = 0.4;
    private const double MinMainShare = 0.6;
    private const double MinHeadlineShare = 0.6;
    private const int MinHeadlines = 2;

    /// <summary>The number of links that are examined. News pages have up to some 2,000.</summary>
    private const int MaxLinks = 20_000;

    private readonly PageTree _tree;
    private readonly int[] _headlines;
    private readonly int[] _headlineWidths;
    private readonly int[] _linkWidths;
    private readonly int[] _topHeadings;
    private readonly int[] _prose;
    private readonly PageNode?[] _previous;
    private readonly Dictionary<(string Tag, string Class), bool> _groups;

    private BoilerplateMarker(PageTree tree)
    {
        _tree = tree;
        _headlines = new int[tree.Nodes.Count + 1];
        _headlineWidths = new int[tree.Nodes.Count + 1];
        _linkWidths = new int[tree.Nodes.Count + 1];
        _topHeadings = new int[tree.Nodes.Count + 1];
        _previous = new PageNode?[tree.Nodes.Count];
        var lastChild = new PageNode?[tree.Nodes.Count];
        var links = 0;
        foreach (var node in tree.Nodes)
        {
            if (node.Parent is { } parent)
            {
                _previous[node.Index] = lastChild[parent.Index];
                lastChild[parent.Index] = node;
            }

            _topHeadings[node.Index + 1] = _topHeadings[node.Index] + (node.Tag == "h1" ? 1 : 0);
            var width =
                node.Tag == "a" && node.Link == node && LinkAddress.Of(node) is not null ? tree.TextLength(node) : 0;
            links += width > 0 ? 1 : 0;
            var isHeadline = width > 0 && links <= MaxLinks && ReadsAsHeadline(node);
            _headlines[node.Index + 1] = _headlines[node.Index] + (isHeadline ? 1 : 0);
            _headlineWidths[node.Index + 1] = _headlineWidths[node.Index] + (isHeadline ? width : 0);
            _linkWidths[node.Index + 1] = _linkWidths[node.Index] + width;
        }

        _prose = new int[tree.Runs.Count + 1];
        for (var i = 0; i < tree.Runs.Count; i++)
        {
            _prose[i + 1] = _prose[i] + (tree.Runs[i].Parent.Link is null ? tree.Runs[i].Text.Length : 0);
        }

        _groups = tree
            .Nodes.Where(node => node.Class.Length > 0 && node.Traits.HasFlag(ElementTraits.Boilerplate))
            .GroupBy(node => (node.Tag, node.Class))
            .Where(group => group.Skip(1).Any())
            .ToDictionary(
                group => group.Key,
                group => HoldsHeadlines(group.Sum(Headlines), group.Sum(HeadlineWidth), group.Sum(LinkWidth))
            );
    }

    private enum Strength
    {
        /// <summary>The element is not boilerplate.</summary>
        None,

        /// <summary>A name, or a tag with other uses, suggests boilerplate.</summary>
        Suggested,

        /// <summary>The tag or the role means boilerplate by the HTML standard.</summary>
        Standard,
    }

    /// <summary>Sets the boilerplate properties of the elements of a page.</summary>
    public static void Mark(PageTree tree)
    {
        var marker = new BoilerplateMarker(tree);
        foreach (var node in tree.Nodes.Skip(1))
        {
            marker.Mark(node);
        }
    }

    private void Mark(PageNode node)
    {
        var parent = node.Parent!;
        node.IsDoubtful = parent.IsDoubtful;
        if (parent.InBoilerplate)
        {
            node.InBoilerplate = parent.InMenu || !node.Traits.HasFlag(ElementTraits.Stories) || Headlines(node) == 0;
            node.InMenu = parent.InMenu || node.InBoilerplate && IsMenu(node);
            return;
        }

        var strength = StrengthOf(node, _previous[node.Index]);
        if (strength == Strength.None || HoldsArticle(node) || IsTitleButton(node))
        {
            return;
        }

        if (strength == Strength.Suggested && HoldsHeadlines(node))
        {
            node.IsDoubtful =
                parent.IsDoubtful || node.Traits.HasFlag(ElementTraits.Boilerplate) || HasBoilerplateTag(node.Tag);
            return;
        }

        node.InBoilerplate = true;
        node.InMenu = IsMenu(node);
    }

    private static Strength StrengthOf(PageNode node, PageNode? previous)
    {
        if (
            node.Tag is "nav" or "address" or "menu" or "button" or "label" or "amp-sidebar"
            || node.Tag == "footer" && !node.Upwards().Any(IsSection) && previous?.Tag is not ("p" or "h1")
            || node.Attribute("role")
                is "navigation"
                    or "menu"
                    or "menubar"
                    or "contentinfo"
                    or "search"
                    or "dialog"
                    or "tablist"
        )
        {
            return Strength.Standard;
        }

        return
            node.Traits.HasFlag(ElementTraits.Boilerplate)
            || node.Tag is "footer" or "form"
            || HasBoilerplateTag(node.Tag)
            ? Strength.Suggested
            : Strength.None;
    }

    /// <summary>Determines whether an element is a button that names the list after it, as a tab or the head of an accordion does.</summary>
    private bool IsTitleButton(PageNode node) =>
        node.Tag == "button"
        && node.Link is null
        && Next(node) is { } next
        && HoldsHeadlines(Headlines(next), HeadlineWidth(next), LinkWidth(next))
        && _tree.Text(node) is var text
        && TextShape.IsLabel(text)
        && !TextShape.IsCommand(text);

    /// <summary>Determines whether a footer inside the element belongs to a part of the page rather than to the site.</summary>
    private static bool IsSection(PageNode node) => node.Tag is "article" or "section" or "main" or "aside";

    /// <summary>Determines whether the tag of a custom element names boilerplate, as in &lt;site-footer&gt;.</summary>
    private static bool HasBoilerplateTag(string tag) =>
        tag.Contains('-') && ElementTraitsReader.Read(tag).HasFlag(ElementTraits.Boilerplate);

    private static bool IsMenu(PageNode node) =>
        node.Traits.HasFlag(ElementTraits.Menu) || node.Tag == "footer" || node.Attribute("role") is "dialog" or "menu";

    /// <summary>Determines whether an element contains the article: most of the text outside links, or an h1 element and much of it.</summary>
    private bool HoldsArticle(PageNode node)
    {
        double prose = _prose[node.EndRun] - _prose[node.FirstRun];
        return prose >= MinMainShare * _prose[^1]
            || prose >= MinArticleShare * _prose[^1] && _topHeadings[node.End] > _topHeadings[node.Index];
    }

    private bool HoldsHeadlines(PageNode node) =>
        !node.Traits.HasFlag(ElementTraits.Pager)
        && (
            HoldsHeadlines(Headlines(node), HeadlineWidth(node), LinkWidth(node))
            || _groups.GetValueOrDefault((node.Tag, node.Class))
            || Headlines(node) > 0 && (IsCardLike(node, _previous[node.Index]) || IsCardLike(node, Next(node)))
        );

    /// <summary>Determines whether an element is a card of a list: its neighbor is marked up alike and holds a headline as well.</summary>
    private bool IsCardLike(PageNode node, PageNode? neighbor) =>
        neighbor is not null
        && Headlines(neighbor) > 0
        && neighbor.IsLike(node)
        && HeadlineWidth(node) >= MinHeadlineShare * LinkWidth(node)
        && HeadlineWidth(neighbor) >= MinHeadlineShare * LinkWidth(neighbor);

    private PageNode? Next(PageNode node) => node.End < (node.Parent?.End ?? 0) ? _tree.Nodes[node.End] : null;

    private static bool HoldsHeadlines(int headlines, int headlineWidth, int linkWidth) =>
        headlines >= MinHeadlines && headlineWidth >= MinHeadlineShare * linkWidth;

    private int Headlines(PageNode node) => _headlines[node.End] - _headlines[node.Index];

    private int HeadlineWidth(PageNode node) => _headlineWidths[node.End] - _headlineWidths[node.Index];

    private int LinkWidth(PageNode node) => _linkWidths[node.End] - _linkWidths[node.Index];

    private bool ReadsAsHeadline(PageNode link)
    {
        const int MinWords = 4;
        const int MaxLength = 400;
        if (
            _tree.TextLength(link) is < 15 or > MaxLength
            || LinkAddress.Of(link) is not { } href
            || LinkAddress.IsNonArticle(href)
        )
        {
            return false;
        }

        var text = _tree.Text(link);
        return TextShape.WordCount(text) >= MinWords
            && !TextShape.IsNotice(text)
            && !TextShape.IsCredit(text)
            && !TextShape.IsService(text)
            && !LinkAddress.IsPlace(href, text);
    }
}
