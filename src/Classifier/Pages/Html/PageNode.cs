using AngleSharp.Dom;

namespace Classifier.Pages.Html;

/// <summary>Represents a visible element of a page.</summary>
/// <param name="element">The element as parsed.</param>
/// <param name="parent">The parent element; null for the body.</param>
/// <param name="index">The position among the visible elements of the page, in document order.</param>
/// <param name="traits">The traits read from the id and the classes.</param>
internal sealed class PageNode(IElement element, PageNode? parent, int index, ElementTraits traits)
{
    private const int MaxClasses = 30;

    private string[]? _classes;

    /// <summary>Gets the parent element; null for the body.</summary>
    public PageNode? Parent { get; } = parent;

    /// <summary>Gets the position among the visible elements of the page, in document order.</summary>
    public int Index { get; } = index;

    /// <summary>Gets the traits read from the id and the classes.</summary>
    public ElementTraits Traits { get; } = traits;

    /// <summary>Gets the tag name in lower case.</summary>
    public string Tag { get; } = element.LocalName;

    /// <summary>Gets the class attribute as written; "" if there is none.</summary>
    public string Class { get; } = element.ClassName ?? "";

    /// <summary>Gets the number of ancestors.</summary>
    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    /// <summary>Gets or sets a value indicating whether the element is, or is inside, boilerplate, which holds no headlines of other articles.</summary>
    public bool InBoilerplate { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether the element is, or is inside, an element that is named as boilerplate but holds
    /// headlines.
    /// </summary>
    public bool IsDoubtful { get; set; }

    /// <summary>Gets or sets a value indicating whether the element is, or is inside, a menu or a footer, which hold no lists whatever their names.</summary>
    public bool InMenu { get; set; }

    /// <summary>Gets or sets a value indicating whether a child of the element is a row of tabs, so that later children are panels
    /// that a reader can open.</summary>
    public bool HoldsTabRow { get; set; }

    /// <summary>Gets or sets the outermost link around the element, including itself; null if there is none.</summary>
    public PageNode? Link { get; set; }

    /// <summary>Gets or sets the exclusive end index of the descendants.</summary>
    public int End { get; set; }

    /// <summary>Gets the index of the first run of text.</summary>
    public int FirstRun { get; init; }

    /// <summary>Gets or sets the exclusive end index of the runs of text.</summary>
    public int EndRun { get; set; }

    /// <summary>Gets a value indicating whether the element is a heading: h1 to h6, or the role "heading".</summary>
    public bool IsHeading { get; } =
        element.LocalName is ['h', >= '1' and <= '6'] || element.GetAttribute("role") == "heading";

    /// <summary>Determines whether an element is this element or one of its descendants.</summary>
    public bool Contains(PageNode other) => other.Index >= Index && other.Index < End;

    /// <summary>Determines whether two elements have the same tag and, if they have classes, a class in common.</summary>
    public bool IsLike(PageNode other) =>
        Tag == other.Tag && (Class == other.Class || Classes.Intersect(other.Classes).Any());

    /// <summary>Determines whether two elements and their parents have the same tags and first classes.</summary>
    public bool HasSameStyle(PageNode other) =>
        Tag == other.Tag
        && FirstClass == other.FirstClass
        && Parent?.Tag == other.Parent?.Tag
        && Parent?.FirstClass == other.Parent?.FirstClass;

    /// <summary>Gets the first class; "" if there is none.</summary>
    public string FirstClass => Classes.FirstOrDefault("");

    private string[] Classes =>
        _classes ??= Class.Split((char[]?)null, MaxClasses, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Returns the element and its ancestors, innermost first, up to but excluding <paramref name="limit"/>.</summary>
    public IEnumerable<PageNode> Upwards(PageNode? limit = null)
    {
        for (var node = this; node is not null && node != limit; node = node.Parent)
        {
            yield return node;
        }
    }

    /// <summary>Returns the value of an attribute; null if there is none.</summary>
    public string? Attribute(string name) => element.GetAttribute(name);
}
