using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Classifier.Pages;

/// <summary>What an element's id and classes say that it is.</summary>
[Flags]
internal enum ElementNames
{
    /// <summary>Nothing that is known.</summary>
    None = 0,

    /// <summary>Not shown, or shown to screen readers only.</summary>
    Hidden = 1,

    /// <summary>A menu, a footer, comments, tags, people and the like: no headlines of other articles.</summary>
    Furniture = 2,

    /// <summary>The title of something.</summary>
    Title = 4,

    /// <summary>What is printed beside a headline: a date, a byline, a rank, a badge, a summary.</summary>
    Aside = 8,

    /// <summary>The section that an item comes from.</summary>
    Section = 16,

    /// <summary>The head of a box.</summary>
    Heading = 32,

    /// <summary>Paid for, or brought by a network that pays for headlines.</summary>
    Sponsored = 64,

    /// <summary>Things to buy.</summary>
    Shop = 128,

    /// <summary>Other stories, and so headlines even inside a menu or among the comments.</summary>
    Stories = 256,

    /// <summary>A menu that opens: what it shows of stories are baits to open it.</summary>
    Menu = 512,
}

/// <summary>Reads ids and classes as the words that they are made of: "siteFooter top_nav" as "site footer" and "top nav".</summary>
internal static partial class ElementNamesReader
{
    /// <summary>Longer names are no names.</summary>
    private const int LongestName = 300;

    /// <summary>Sites repeat their names on every page, so most are read once in a run; the limit bounds the memory.</summary>
    private const int MostRemembered = 50_000;

    private static readonly ConcurrentDictionary<string, ElementNames> Remembered = new();

    /// <summary>What an id or a list of classes says.</summary>
    public static ElementNames Read(string? written)
    {
        if (string.IsNullOrEmpty(written))
        {
            return ElementNames.None;
        }

        if (written.Length > LongestName)
        {
            written = written[..LongestName];
        }

        if (Remembered.TryGetValue(written, out var known))
        {
            return known;
        }

        var names = Recognize(written);
        if (Remembered.Count < MostRemembered)
        {
            Remembered.TryAdd(written, names);
        }

        return names;
    }

    private static ElementNames Recognize(string written)
    {
        var words = WordBreak().Replace(written, " ").ToLowerInvariant();
        var names = ElementNames.None;
        if (Hiding().IsMatch(written) && !ShownAtSomeWidth().IsMatch(written))
        {
            names |= ElementNames.Hidden;
        }

        if (
            written
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Any(name => Furniture().IsMatch(WordBreak().Replace(name, " ").ToLowerInvariant().Trim()))
        )
        {
            names |= ElementNames.Furniture;
        }

        if (Title().IsMatch(words))
        {
            names |= ElementNames.Title;
        }

        if (Aside().IsMatch(words))
        {
            names |= ElementNames.Aside;
        }

        if (Section().IsMatch(words))
        {
            names |= ElementNames.Section;
        }

        if (Heading().IsMatch(words))
        {
            names |= ElementNames.Heading;
        }

        if (Sponsored().IsMatch(words))
        {
            names |= ElementNames.Sponsored;
        }

        if (Shop().IsMatch(words))
        {
            names |= ElementNames.Shop;
        }

        if (Stories().IsMatch(words))
        {
            names |= ElementNames.Stories;
        }

        if (Menu().IsMatch(words))
        {
            names |= ElementNames.Menu;
        }

        return names;
    }

    [GeneratedRegex(
        @"(?:^|\s)(?:hidden|sr-only|screen-reader-text|visually-?hidden|u-hidden|is-hidden|offscreen|off-screen|hide-text|slick-cloned|swiper-slide-duplicate)(?:$|\s)|(?:^|\s)(?:owl-item|carousel-item|slide)\s+cloned(?:$|\s)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Hiding();

    [GeneratedRegex(@"(?:^|\s)(?:xs|sm|md|lg|xl|2xl):(?:block|flex|grid|inline)")]
    private static partial Regex ShownAtSomeWidth();

    // Inside a longer name the word says what is near, as in "under-nav-stories"; at its start or end, what it is.
    [GeneratedRegex(
        @"^(?:nav|navbar|navigation|subnav|menu|menus|submenu|megamenu|breadcrumbs?|crumbs?|flyout|dropdown|hamburger|masthead|tags|taglist|tagcloud|share|sharing|social|comments|disqus thread|cookies?|newsletter|login|signin|subscribe|pagination|pager|authors?|byline|bio|livefyre|contributors?|copyright|gdpr|consent|paddle)\b|^footer$|^footer (?:nav|menu|links?|widgets?|col|bottom|top|inner|text|legal|bar)\b|^(?:prev|previous)$"
            + @"|\b(?:nav|navbar|navigation|subnav|menu|menus|submenu|breadcrumbs?|crumbs?|flyout|dropdown|hamburger|masthead|tags|taglist|tagcloud|share|sharing|social|comments|cookies?|newsletter|login|signin|subscribe|pagination|pager|authors?|byline|bio|livefyre)$"
            + @"|\b(?:comment (?:list|form|section|thread|area)|(?:site|page|global|main|td) footer|mega menu|mobile (?:nav|menu)|tag cloud|(?:recent )?comments widget|widget (?:recent comments|categories|tag cloud|archive|archives|meta|nav menu|pages|links)|prev next|next prev|nextprev|prevnext|(?:post|article|story|thread) (?:nav|navigation|pager)|blog pager|live blog|liveblog|trending (?:bar|topics)|topics? (?:list|cloud|links))\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Furniture();

    [GeneratedRegex(@"\b(?:title|titles|headline|headlines|hed|ttl|heading)\b")]
    private static partial Regex Title();

    [GeneratedRegex(
        @"\b(?:date|time|timestamp|ago|byline|author|source|branding|brand|kicker|category|eyebrow|overline|badge|rank|ranking|counter|count|number|num|views|comments?|duration|summary|desc|description|excerpt|dek|standfirst|teaser text|snippet|publisher|provider|attribution|caption|meta|byl|subtitle|subhead|subheadline|credit|icon|rubric|flag|label paid)\b(?! title)"
    )]
    private static partial Regex Aside();

    [GeneratedRegex(@"\b(?:kicker|category|cat|section|eyebrow|overline|rubric|rubrik|channel|vertical|primary tag)\b")]
    private static partial Regex Section();

    [GeneratedRegex(@"\b(?:heading|header|headline|title|hed|label)\b(?! (?:image|img|link))")]
    private static partial Regex Heading();

    [GeneratedRegex(
        @"\b(?:outbrain|taboola|trc|zerg\w*|revcontent|rc widget|rc items|sponsor\w*|promoted|partners?|paid|dianomi|nativo|plista|ligatus|adblade|mgid|native|advertorial|brand ?studio|content ?ad|adsense)\b"
    )]
    private static partial Regex Sponsored();

    [GeneratedRegex(@"\b(?:products?|price|shop|cart|add to cart|buy now|woocommerce)\b")]
    private static partial Regex Shop();

    [GeneratedRegex(@"\b(?:menus?|submenu|megamenu|flyout|dropdown|hamburger|drawer)\b")]
    private static partial Regex Menu();

    [GeneratedRegex(
        @"\b(?:related|recirc\w*|recommend(?:ed|ations)|most (?:read|viewed)|popular(?! (?:categor|tag|topic|search))|(?:more|other|latest|top) (?:stories|news|articles|posts))\b"
    )]
    private static partial Regex Stories();

    [GeneratedRegex(@"(?<=\p{Ll})(?=\p{Lu})|[^\p{L}\d]+")]
    private static partial Regex WordBreak();
}
