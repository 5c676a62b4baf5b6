using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Classifier.Pages.Html;

/// <summary>Determines which elements are hidden.</summary>
internal static partial class Visibility
{
    private const int MaxStyleLength = 1000;

    /// <summary>Determines whether an element is hidden by its own tag, attributes, or names.</summary>
    /// <param name="element">The element.</param>
    /// <param name="traits">The traits read from its id and classes.</param>
    /// <param name="parent">The visible element around it.</param>
    public static bool IsHidden(IElement element, ElementTraits traits, PageNode parent)
    {
        if (
            element.LocalName
            is "script"
                or "style"
                or "noscript"
                or "template"
                or "svg"
                or "iframe"
                or "object"
                or "select"
                or "option"
                or "textarea"
                or "input"
                or "head"
                or "video"
                or "audio"
                or "canvas"
                or "math"
                or "dialog"
                or "datalist"
        )
        {
            return true;
        }

        if (IsOpenable(element, parent))
        {
            return false;
        }

        if (traits.HasFlag(ElementTraits.Hidden) || element.HasAttribute("hidden"))
        {
            return true;
        }

        return element.GetAttribute("style") is { Length: > 0 } style
            && HidingStyle().IsMatch(style.AsSpan(0, Math.Min(style.Length, MaxStyleLength)));
    }

    /// <summary>Determines whether a reader can open an element, as the panel of a tab or the next slide.</summary>
    private static bool IsOpenable(IElement element, PageNode parent) =>
        element.GetAttribute("role") == "tabpanel"
        || IsBesideTabs(element, parent)
        || element.LocalName.EndsWith("-panel", StringComparison.Ordinal)
        || element.ClassName is { Length: > 0 and <= MaxStyleLength } name
            && Openable().IsMatch(name)
            && !Cloned().IsMatch(name);

    private static bool IsBesideTabs(IElement element, PageNode parent) =>
        element.LocalName is "div" or "section" or "ul" or "ol"
        && !element.HasAttribute("aria-modal")
        && (parent.HoldsTabRow || parent.Parent is { HoldsTabRow: true });

    [GeneratedRegex(
        @"(?:^|[\s_-])(?:tabs?[_-]*(?:content|pane|panel|body)|(?:carousel|headlines?|ticker|slider)[_-]*(?:item|slide))(?=$|[\s_-])",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Openable();

    // Carousels repeat slides at their ends.
    [GeneratedRegex("clone|duplicate", RegexOptions.IgnoreCase)]
    private static partial Regex Cloned();

    [GeneratedRegex(@"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)", RegexOptions.IgnoreCase)]
    private static partial Regex HidingStyle();
}
