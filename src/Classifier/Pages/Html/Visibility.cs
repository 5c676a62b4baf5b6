using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Classifier.Pages.Html;

/// <summary>Determines which elements are not read: hidden elements and boilerplate.</summary>
internal static partial class Visibility
{
    private const int MaxStyleLength = 1000;

    /// <summary>Determines whether an element is hidden by its own tag, attributes, or names.</summary>
    public static bool IsHidden(IElement element, ElementTraits traits)
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

        if (traits.HasFlag(ElementTraits.Hidden) || element.HasAttribute("hidden"))
        {
            return true;
        }

        return element.GetAttribute("style") is { Length: > 0 } style
            && HidingStyle().IsMatch(style.AsSpan(0, Math.Min(style.Length, MaxStyleLength)));
    }

    /// <summary>Determines whether an element is boilerplate, such as a menu, a footer, comments, or tags.</summary>
    public static bool IsBoilerplate(IElement element, ElementTraits traits)
    {
        if (
            traits.HasFlag(ElementTraits.Boilerplate)
            || element.LocalName
                is "nav"
                    or "footer"
                    or "form"
                    or "address"
                    or "menu"
                    or "button"
                    or "label"
                    or "amp-sidebar"
            || HasBoilerplateTag(element.LocalName)
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

    /// <summary>Determines whether the tag of a custom element names boilerplate, as in &lt;site-footer&gt;.</summary>
    private static bool HasBoilerplateTag(string tag) =>
        tag.Contains('-') && ElementTraitsReader.Read(tag).HasFlag(ElementTraits.Boilerplate);

    [GeneratedRegex(@"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)", RegexOptions.IgnoreCase)]
    private static partial Regex HidingStyle();
}
