using System.Text;
using AngleSharp.Dom;

namespace Classifier.Pages;

/// <summary>
/// What a reader sees of a page: its visible elements and its runs of text, each in document order. Everything about an element is
/// found once, in one pass, so that what asks later takes time in proportion to what it asks about.
/// </summary>
internal sealed class PageTree
{
    private readonly List<PageNode> _nodes = [];
    private readonly List<TextRun> _runs = [];
    private readonly List<int> _lengths = [0];
    private TextGap _gap = TextGap.Line;

    /// <summary>The visible elements, in document order; the body is the first.</summary>
    public IReadOnlyList<PageNode> Nodes => _nodes;

    /// <summary>The runs of text, in document order.</summary>
    public IReadOnlyList<TextRun> Runs => _runs;

    /// <summary>The index of the first h1; -1 when there is none.</summary>
    public int FirstHeadline { get; private set; } = -1;

    /// <summary>Reads a page's body.</summary>
    public static PageTree Read(IElement body)
    {
        var tree = new PageTree();
        var open = new Stack<PageNode>();
        open.Push(tree.Add(body, null, ElementNames.None));
        PageWalk.Through(
            body,
            node =>
            {
                if (node is IText text)
                {
                    tree.Add(text.Data, open.Peek());
                }

                if (node is not IElement element)
                {
                    return false;
                }

                var names = ElementNamesReader.Read(element.Id) | ElementNamesReader.Read(element.ClassName);
                if (Visibility.IsUnseen(element, names))
                {
                    return false;
                }

                if (IsBlock(element.LocalName))
                {
                    tree._gap = TextGap.Line;
                }

                if (element.LocalName == "br")
                {
                    tree.Widen(IsOneText(open.Peek()) ? TextGap.Space : TextGap.Line);
                }

                open.Push(tree.Add(element, open.Peek(), names));
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
        return tree;
    }

    /// <summary>The text of an element, line breaks as spaces.</summary>
    public string Text(PageNode node) => Text(node.FirstRun, node.EndRun);

    /// <summary>The text of some runs, line breaks as spaces.</summary>
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

    /// <summary>About how many characters an element's text has; found without reading it.</summary>
    public int TextLength(PageNode node) => _lengths[node.EndRun] - _lengths[node.FirstRun];

    /// <summary>The elements in an element, in document order, without the element itself.</summary>
    public IEnumerable<PageNode> Inside(PageNode node)
    {
        for (var i = node.Index + 1; i < node.End; i++)
        {
            yield return _nodes[i];
        }
    }

    /// <summary>The nearest element that holds two elements.</summary>
    public static PageNode Common(PageNode a, PageNode b)
    {
        while (!a.Contains(b))
        {
            a = a.Parent!;
        }

        return a;
    }

    private PageNode Add(IElement element, PageNode? parent, ElementNames names)
    {
        var node = new PageNode(element, parent, _nodes.Count, names)
        {
            FirstRun = _runs.Count,
            InFurniture =
                parent is not null
                && (
                    parent.InFurniture
                        ? parent.InMenu || !names.HasFlag(ElementNames.Stories)
                        : Visibility.IsFurniture(element, names)
                ),
        };
        node.InMenu =
            parent is { InMenu: true }
            || node.InFurniture
                && (
                    names.HasFlag(ElementNames.Menu)
                    || element.LocalName is "footer"
                    || element.GetAttribute("role") is "dialog" or "menu"
                );
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
                Widen(TextGap.Space);
            }

            return;
        }

        if (char.IsWhiteSpace(text[0]))
        {
            Widen(TextGap.Space);
        }

        _runs.Add(new TextRun(collapsed, parent, _gap));
        _lengths.Add(_lengths[^1] + collapsed.Length + (_gap == TextGap.None ? 0 : 1));
        _gap = char.IsWhiteSpace(text[^1]) ? TextGap.Space : TextGap.None;
    }

    private void Widen(TextGap gap) => _gap = gap > _gap ? gap : _gap;

    /// <summary>A line break inside a link or a heading divides no texts.</summary>
    private static bool IsOneText(PageNode node) =>
        node.Link is not null || node.Upwards().Any(around => around.IsHeading);

    private void Close(PageNode node)
    {
        node.End = _nodes.Count;
        node.EndRun = _runs.Count;
    }

    /// <summary>Whether an element begins and ends a line. Elements of a site's own making do: the style sheets that say otherwise are rare.</summary>
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
