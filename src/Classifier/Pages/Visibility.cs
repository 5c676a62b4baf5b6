using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Classifier.Pages;

/// <summary>What of a page is not read: what a reader does not see, and what holds no headlines of other articles.</summary>
internal static partial class Visibility
{
    private const int LongestStyle = 1000;

    /// <summary>Whether a reader does not see an element, going by its own tag, attributes and names.</summary>
    public static bool IsUnseen(IElement element, ElementNames names)
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

        if (names.HasFlag(ElementNames.Hidden) || element.HasAttribute("hidden"))
        {
            return true;
        }

        return element.GetAttribute("style") is { Length: > 0 } style
            && HidingStyle().IsMatch(style.AsSpan(0, Math.Min(style.Length, LongestStyle)));
    }

    /// <summary>Whether an element is a menu, a footer, comments, tags, people or the like.</summary>
    public static bool IsFurniture(IElement element, ElementNames names)
    {
        if (
            names.HasFlag(ElementNames.Furniture)
            || element.LocalName
                is "nav"
                    or "footer"
                    or "form"
                    or "address"
                    or "menu"
                    or "button"
                    or "label"
                    or "amp-sidebar"
            || ComponentName(element.LocalName)
        )
        {
            return true;
        }

        return element.GetAttribute("role")
            is "navigation"
                or "menu"
                or "menubar"
                or "contentinfo"
                or "search"
                or "dialog"
                or "tablist";
    }

    /// <summary>A component's tag is its name: &lt;site-footer&gt; is a footer.</summary>
    private static bool ComponentName(string tag) =>
        tag.Contains('-') && ElementNamesReader.Read(tag).HasFlag(ElementNames.Furniture);

    [GeneratedRegex(@"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)", RegexOptions.IgnoreCase)]
    private static partial Regex HidingStyle();
}
