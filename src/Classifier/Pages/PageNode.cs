using AngleSharp.Dom;

namespace Classifier.Pages;

/// <summary>A visible element of a page.</summary>
/// <param name="element">The element as parsed.</param>
/// <param name="parent">The visible element around it; null for the body.</param>
/// <param name="index">Its place among the page's visible elements, in document order.</param>
/// <param name="names">What its id and classes say that it is.</param>
internal sealed class PageNode(IElement element, PageNode? parent, int index, ElementNames names)
{
    private const int MostClasses = 30;

    private string[]? _classes;

    /// <summary>The visible element around it; null for the body.</summary>
    public PageNode? Parent { get; } = parent;

    /// <summary>Its place among the page's visible elements, in document order.</summary>
    public int Index { get; } = index;

    /// <summary>What its id and classes say that it is.</summary>
    public ElementNames Names { get; } = names;

    /// <summary>The tag's name in lower case.</summary>
    public string Tag { get; } = element.LocalName;

    /// <summary>The class attribute as written; "" when there is none.</summary>
    public string Class { get; } = element.ClassName ?? "";

    /// <summary>How many elements lie around it.</summary>
    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    /// <summary>Whether it is, or lies in, what holds no headlines of other articles.</summary>
    public bool InFurniture { get; init; }

    /// <summary>Whether it is, or lies in, a menu or a footer, which hold no lists whatever they are called.</summary>
    public bool InMenu { get; set; }

    /// <summary>The outermost link around it, itself included; null when there is none.</summary>
    public PageNode? Link { get; set; }

    /// <summary>The index after that of the last element in it.</summary>
    public int End { get; set; }

    /// <summary>The first of its runs of text.</summary>
    public int FirstRun { get; init; }

    /// <summary>The run after its last.</summary>
    public int EndRun { get; set; }

    /// <summary>Whether it is a heading: h1 to h6, or by its role.</summary>
    public bool IsHeading { get; } =
        element.LocalName is ['h', >= '1' and <= '6'] || element.GetAttribute("role") == "heading";

    /// <summary>Whether an element is this one or lies in it.</summary>
    public bool Contains(PageNode other) => other.Index >= Index && other.Index < End;

    /// <summary>Whether two elements are of one kind: the same tag, and a class in common if they have any.</summary>
    public bool IsLike(PageNode other) =>
        Tag == other.Tag && (Class == other.Class || Classes.Intersect(other.Classes).Any());

    /// <summary>The first class; "" when there is none.</summary>
    public string FirstClass => Classes.FirstOrDefault("");

    private string[] Classes =>
        _classes ??= Class.Split((char[]?)null, MostClasses, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The element itself and those around it, inmost first, up to but without <paramref name="limit"/>.</summary>
    public IEnumerable<PageNode> Upwards(PageNode? limit = null)
    {
        for (var node = this; node is not null && node != limit; node = node.Parent)
        {
            yield return node;
        }
    }

    /// <summary>An attribute's value; null when there is none.</summary>
    public string? Attribute(string name) => element.GetAttribute(name);
}
