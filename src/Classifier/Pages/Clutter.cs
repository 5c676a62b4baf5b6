using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Classifier.Pages;

/// <summary>What of a page is not its articles: what a reader does not see, and menus, footers, comments, tags and the like.</summary>
internal static partial class Clutter
{
    /// <summary>Whether a reader does not see an element, going by its own tag and attributes.</summary>
    public static bool IsUnseen(IElement element)
    {
        if (element.LocalName is "script" or "style" or "noscript" or "template" or "svg" or "iframe" or "object" or "select" or "option"
            or "textarea" or "button" or "input" or "head" or "video" or "audio" or "canvas" or "math") return true;
        if (element.HasAttribute("hidden")) return true;
        if (element.GetAttribute("style") is { } style && HidingStyle().IsMatch(style)) return true;
        return element.ClassName is { Length: > 0 } name && HidingClass().IsMatch(name);
    }

    /// <summary>Whether an element holds no headlines of other articles: a menu, a footer, comments, tags, people.</summary>
    public static bool IsFurniture(IElement element)
    {
        if (element.LocalName is "nav" or "footer" or "form" or "address" or "dialog") return true;
        if (element.GetAttribute("role") is "navigation" or "menu" or "menubar" or "contentinfo" or "search" or "dialog" or "tablist") return true;
        return IsFurnitureName(element.Id) || element.ClassList.Any(IsFurnitureName);
    }

    /// <summary>Whether an element or one around it is unseen or furniture.</summary>
    public static bool IsInside(IElement element)
    {
        for (IElement? current = element; current is not null && current.LocalName is not ("body" or "html"); current = current.ParentElement)
            if (IsUnseen(current) || IsFurniture(current)) return true;
        return false;
    }

    /// <summary>An element's id and classes as lower-case words, "siteFooter top_nav" as "site footer top nav".</summary>
    public static string Names(IElement element)
    {
        string written = $"{element.Id} {element.ClassName}";
        return written.Length == 1 ? "" : WordBreak().Replace(written, " ").ToLowerInvariant();
    }

    private static bool IsFurnitureName(string? name) =>
        name is { Length: > 0 } && FurnitureName().IsMatch(WordBreak().Replace(name, " ").ToLowerInvariant().Trim());

    [GeneratedRegex(@"display\s*:\s*none|visibility\s*:\s*hidden", RegexOptions.IgnoreCase)]
    private static partial Regex HidingStyle();

    [GeneratedRegex(@"(?:^|\s)(?:hidden|sr-only|screen-reader-text|visually-?hidden|visuallyhidden|u-hidden|is-hidden|offscreen|off-screen|hide-text)(?:$|\s)", RegexOptions.IgnoreCase)]
    private static partial Regex HidingClass();

    // Inside a longer name the word says what is near, as in "under-nav-stories"; at its start or end, what it is.
    [GeneratedRegex(@"^(?:nav|navbar|navigation|subnav|menu|menus|submenu|breadcrumbs?|flyout|dropdown|hamburger|masthead|tags|taglist|share|sharing|social|comments|disqus|cookies?|newsletter|login|signin|subscribe|pagination|pager|authors?|byline|bio|livefyre)\b|\b(?:nav|navbar|navigation|subnav|menu|menus|submenu|breadcrumbs?|flyout|dropdown|hamburger|masthead|tags|taglist|share|sharing|social|comments|disqus|cookies?|newsletter|login|signin|subscribe|pagination|pager|authors?|byline|bio|livefyre)$|\bcomment (?:list|form|section|thread|area)\b|\b(?:site|page|global|main) footer\b|^footer$")]
    private static partial Regex FurnitureName();

    [GeneratedRegex(@"(?<=\p{Ll})(?=\p{Lu})|[^\p{L}\d]+")]
    private static partial Regex WordBreak();
}
