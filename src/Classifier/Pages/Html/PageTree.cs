using System.Text;
using AngleSharp.Dom;
using Classifier.Pages.Wording;

namespace Classifier.Pages.Html;

/// <summary>
/// Represents the visible part of a page: its visible elements and its runs of text, each in document order. The tree is built in
/// one pass, and every element stores the range of its descendants and runs, so that queries take time in proportion to that range.
/// </summary>
internal sealed class PageTree(PageBudget budget)
{
    private readonly List<PageNode> _nodes = [];
    private readonly List<TextRun> _runs = [];
    private readonly List<int> _lengths = [0];
    private TextGap _gap = TextGap.Line;

    /// <summary>Gets the visible elements in document order, starting with the body.</summary>
    public IReadOnlyList<PageNode> Nodes => _nodes;

    /// <summary>Gets the budget of the page, which loops over the tree check.</summary>
    public PageBudget Budget => budget;

    /// <summary>Gets the runs of text in document order.</summary>
    public IReadOnlyList<TextRun> Runs => _runs;

    /// <summary>Gets the index of the first h1 element; -1 if there is none.</summary>
    public int FirstHeadline { get; private set; } = -1;

    /// <summary>Determines whether an element contains the first h1 element.</summary>
    public bool HoldsHeadline(PageNode node) => FirstHeadline >= node.Index && FirstHeadline < node.End;

    /// <summary>Builds the tree of a page's body.</summary>
    public static PageTree Read(IElement body, PageBudget budget)
    {
        var tree = new PageTree(budget);
        var open = new Stack<PageNode>();
        open.Push(tree.Add(body, null, ElementTraits.None));
        TreeTraversal.Visit(
            body,
            node =>
            {
                budget.Check();
                if (node is IText text)
                {
                    tree.Add(text.Data, open.Peek());
                }

                if (node is not IElement element)
                {
                    return false;
                }

                var traits = ElementTraitsReader.Read(element.Id) | ElementTraitsReader.Read(element.ClassName);
                if (
                    Visibility.IsHidden(element, traits, open.Peek())
                    && !IsScreenReaderHeading(element, traits, open.Peek())
                )
                {
                    return false;
                }

                open.Peek().HoldsTabRow |=
                    traits.HasFlag(ElementTraits.Tabs) || element.GetAttribute("role") == "tablist";

                if (IsBlock(element.LocalName))
                {
                    tree._gap = TextGap.Line;
                }

                if (element.LocalName == "br")
                {
                    tree.WidenGap(IsInsideLinkOrHeading(open.Peek()) ? TextGap.Space : TextGap.Line);
                }

                open.Push(tree.Add(element, open.Peek(), traits));
                return true;
            },
            element =>
            {
                tree.Close(open.Pop());
                if (IsBlock(element.LocalName))
                {
                    tree._gap = TextGap.Line;
                }
            }
        );
        tree.Close(open.Pop());
        BoilerplateMarker.Mark(tree);
        return tree;
    }

    /// <summary>Returns the text of an element with line breaks as spaces.</summary>
    public string Text(PageNode node) => Text(node.FirstRun, node.EndRun);

    /// <summary>Returns the text of a range of runs with line breaks as spaces.</summary>
    public string Text(int first, int end)
    {
        if (end - first == 1)
        {
            return _runs[first].Text;
        }

        var text = new StringBuilder();
        for (var i = first; i < end; i++)
        {
            if (i > first && _runs[i].Gap != TextGap.None)
            {
                text.Append(' ');
            }

            text.Append(_runs[i].Text);
        }

        return text.ToString();
    }

    /// <summary>Returns the length of an element's text in constant time, without building the text.</summary>
    public int TextLength(PageNode node) => _lengths[node.EndRun] - _lengths[node.FirstRun];

    /// <summary>Returns the descendants of an element in document order.</summary>
    public IEnumerable<PageNode> Inside(PageNode node)
    {
        for (var i = node.Index + 1; i < node.End; i++)
        {
            budget.Check();
            yield return _nodes[i];
        }
    }

    /// <summary>Determines whether an element is inside a heading or contains one.</summary>
    public bool IsInHeading(PageNode node) =>
        node.Upwards().Any(around => around.IsHeading) || Inside(node).Any(part => part.IsHeading);

    /// <summary>Returns the children of an element that have text.</summary>
    public IEnumerable<PageNode> Children(PageNode node) => Siblings(node.Index + 1, node.End);

    /// <summary>Returns the siblings after an element that have text.</summary>
    public IEnumerable<PageNode> SiblingsAfter(PageNode node) => Siblings(node.End, node.Parent?.End ?? node.End);

    private IEnumerable<PageNode> Siblings(int first, int end)
    {
        for (var i = first; i < end; i = _nodes[i].End)
        {
            if (_nodes[i].FirstRun < _nodes[i].EndRun)
            {
                yield return _nodes[i];
            }
        }
    }

    /// <summary>Returns the nearest common ancestor of two elements, which can be one of the two.</summary>
    public static PageNode Common(PageNode a, PageNode b)
    {
        while (!a.Contains(b))
        {
            a = a.Parent!;
        }

        return a;
    }

    private PageNode Add(IElement element, PageNode? parent, ElementTraits traits)
    {
        var node = new PageNode(element, parent, _nodes.Count, traits) { FirstRun = _runs.Count };
        node.Link = parent?.Link ?? (node.Tag == "a" ? node : null);
        if (node.Tag == "h1" && FirstHeadline < 0)
        {
            FirstHeadline = node.Index;
        }

        _nodes.Add(node);
        return node;
    }

    private void Add(string text, PageNode parent)
    {
        var collapsed = VisibleText.Collapse(text);
        if (collapsed.Length == 0)
        {
            if (text.Length > 0)
            {
                WidenGap(TextGap.Space);
            }

            return;
        }

        if (char.IsWhiteSpace(text[0]))
        {
            WidenGap(TextGap.Space);
        }

        _runs.Add(new TextRun(collapsed, parent, _gap));
        _lengths.Add(_lengths[^1] + collapsed.Length + (_gap == TextGap.None ? 0 : 1));
        _gap = char.IsWhiteSpace(text[^1]) ? TextGap.Space : TextGap.None;
    }

    private void WidenGap(TextGap gap) => _gap = gap > _gap ? gap : _gap;

    /// <summary>Determines whether a line break inside an element is a space, as it is in links and headings.</summary>
    private static bool IsInsideLinkOrHeading(PageNode node) =>
        node.Link is not null || node.Upwards().Any(around => around.IsHeading);

    private void Close(PageNode node)
    {
        node.End = _nodes.Count;
        node.EndRun = _runs.Count;
    }

    /// <summary>
    /// Determines whether an element is a heading for screen readers, which names the list below it where sighted readers see tabs.
    /// </summary>
    private static bool IsScreenReaderHeading(IElement element, ElementTraits traits, PageNode parent) =>
        element.LocalName is ['h', >= '2' and <= '6']
        && traits.HasFlag(ElementTraits.ScreenReaderOnly)
        && parent.Link is null
        && !element.HasAttribute("hidden");

    /// <summary>Determines whether an element starts and ends a line. Custom elements do, because few style sheets display them inline.</summary>
    private static bool IsBlock(string tag) =>
        tag
            is "p"
                or "div"
                or "li"
                or "ul"
                or "ol"
                or "h1"
                or "h2"
                or "h3"
                or "h4"
                or "h5"
                or "h6"
                or "section"
                or "article"
                or "header"
                or "footer"
                or "figure"
                or "figcaption"
                or "table"
                or "tbody"
                or "tr"
                or "td"
                or "th"
                or "time"
                or "dl"
                or "dt"
                or "dd"
                or "main"
                or "aside"
                or "nav"
                or "blockquote"
                or "hr"
                or "form"
                or "address"
                or "center"
                or "details"
                or "summary"
                or "picture"
                or "img"
        || tag.Contains('-');
}
