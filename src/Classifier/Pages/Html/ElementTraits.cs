using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Classifier.Pages.Html;

/// <summary>Specifies what the id and the classes of an element indicate.</summary>
[Flags]
internal enum ElementTraits
{
    /// <summary>Nothing known.</summary>
    None = 0,

    /// <summary>The element is hidden, or visible to screen readers only.</summary>
    Hidden = 1,

    /// <summary>The element is boilerplate without headlines of other articles: a menu, a footer, comments, tags, or people.</summary>
    Boilerplate = 2,

    /// <summary>The element is a title.</summary>
    Title = 4,

    /// <summary>The element is metadata beside a headline: a date, a byline, a rank, a badge, or a summary.</summary>
    Metadata = 8,

    /// <summary>The element is the section of an item.</summary>
    Section = 16,

    /// <summary>The element is the heading of a box.</summary>
    Heading = 32,

    /// <summary>The element is paid for, or delivered by a recommendation network.</summary>
    Sponsored = 64,

    /// <summary>The element is part of a shop.</summary>
    Shop = 128,

    /// <summary>The element lists other stories, and so holds headlines even inside a menu or comments.</summary>
    Stories = 256,

    /// <summary>The element is a menu that opens; its stories are teasers for its sections.</summary>
    Menu = 512,
}

/// <summary>Reads traits from ids and classes by their words: "siteFooter top_nav" reads as "site footer" and "top nav".</summary>
internal static partial class ElementTraitsReader
{
    /// <summary>The maximum length of a name; longer names are truncated.</summary>
    private const int MaxNameLength = 300;

    /// <summary>The maximum number of cached names. Sites repeat their names on every page, so most are evaluated once per run.</summary>
    private const int MaxCached = 50_000;

    private static readonly ConcurrentDictionary<string, ElementTraits> Cache = new();

    /// <summary>Reads the traits of an id or a class list.</summary>
    public static ElementTraits Read(string? written)
    {
        if (string.IsNullOrEmpty(written))
        {
            return ElementTraits.None;
        }

        if (written.Length > MaxNameLength)
        {
            written = written[..MaxNameLength];
        }

        if (Cache.TryGetValue(written, out var known))
        {
            return known;
        }

        var traits = Recognize(written);
        if (Cache.Count < MaxCached)
        {
            Cache.TryAdd(written, traits);
        }

        return traits;
    }

    private static ElementTraits Recognize(string written)
    {
        var words = WordBreak().Replace(written, " ").ToLowerInvariant();
        var traits = ElementTraits.None;
        if (Hiding().IsMatch(written) && !ShownAtSomeWidth().IsMatch(written))
        {
            traits |= ElementTraits.Hidden;
        }

        if (
            written
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Any(name => Boilerplate().IsMatch(WordBreak().Replace(name, " ").ToLowerInvariant().Trim()))
        )
        {
            traits |= ElementTraits.Boilerplate;
        }

        if (Title().IsMatch(words))
        {
            traits |= ElementTraits.Title;
        }

        if (MetadataName().IsMatch(words))
        {
            traits |= ElementTraits.Metadata;
        }

        if (Section().IsMatch(words))
        {
            traits |= ElementTraits.Section;
        }

        if (Heading().IsMatch(words))
        {
            traits |= ElementTraits.Heading;
        }

        if (Sponsored().IsMatch(words))
        {
            traits |= ElementTraits.Sponsored;
        }

        if (Shop().IsMatch(words))
        {
            traits |= ElementTraits.Shop;
        }

        if (Stories().IsMatch(words))
        {
            traits |= ElementTraits.Stories;
        }

        if (Menu().IsMatch(words))
        {
            traits |= ElementTraits.Menu;
        }

        return traits;
    }

    [GeneratedRegex(
        @"(?:^|\s)(?:hidden|sr-only|screen-reader-text|visually-?hidden|u-hidden|is-hidden|offscreen|off-screen|hide-text|slick-cloned|swiper-slide-duplicate)(?:$|\s)|(?:^|\s)(?:owl-item|carousel-item|slide)\s+cloned(?:$|\s)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Hiding();

    [GeneratedRegex(@"(?:^|\s)(?:xs|sm|md|lg|xl|2xl):(?:block|flex|grid|inline)")]
    private static partial Regex ShownAtSomeWidth();

    // Inside a longer name, the word describes the surroundings, as in "under-nav-stories"; at its start or end, it describes the element.
    [GeneratedRegex(
        @"^(?:nav|navbar|navigation|subnav|menu|menus|submenu|megamenu|breadcrumbs?|crumbs?|flyout|dropdown|hamburger|masthead|tags|taglist|tagcloud|share|sharing|social|comments|disqus thread|cookies?|newsletter|login|signin|subscribe|pagination|pager|authors?|byline|bio|livefyre|contributors?|copyright|gdpr|consent|paddle)\b|^footer$|^footer (?:nav|menu|links?|widgets?|col|bottom|top|inner|text|legal|bar)\b|^(?:prev|previous)$"
            + @"|\b(?:nav|navbar|navigation|subnav|menu|menus|submenu|breadcrumbs?|crumbs?|flyout|dropdown|hamburger|masthead|tags|taglist|tagcloud|share|sharing|social|comments|cookies?|newsletter|login|signin|subscribe|pagination|pager|authors?|byline|bio|livefyre)$"
            + @"|\b(?:comment (?:list|form|section|thread|area)|(?:site|page|global|main|td) footer|mega menu|mobile (?:nav|menu)|tag cloud|(?:recent )?comments widget|widget (?:recent comments|categories|tag cloud|archive|archives|meta|nav menu|pages|links)|prev next|next prev|nextprev|prevnext|(?:post|article|story|thread) (?:nav|navigation|pager)|blog pager|live blog|liveblog|trending (?:bar|topics)|topics? (?:list|cloud|links))\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Boilerplate();

    [GeneratedRegex(@"\b(?:title|titles|headline|headlines|hed|ttl|heading)\b")]
    private static partial Regex Title();

    [GeneratedRegex(
        @"\b(?:date|time|timestamp|ago|byline|author|source|branding|brand|kicker|category|eyebrow|overline|badge|rank|ranking|counter|count|number|num|views|comments?|duration|summary|desc|description|excerpt|dek|standfirst|teaser text|snippet|publisher|provider|attribution|caption|meta|byl|subtitle|subhead|subheadline|credit|icon|rubric|flag|label paid)\b(?! title)"
    )]
    private static partial Regex MetadataName();

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
