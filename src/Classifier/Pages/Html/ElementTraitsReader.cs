using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Classifier.Pages.Html;

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
        string[] classes = [.. ClassName().Matches(written).Select(name => name.Value)];
        string[] names = [.. classes.Select(name => Words(BaseName(name)))];
        var words = string.Join(' ', classes.Select(Words));
        var traits = ElementTraits.None;
        if (Hiding().IsMatch(written) && !ShownAtSomeWidth().IsMatch(written))
        {
            traits |= ElementTraits.Hidden;
        }

        if (Array.Exists(names, Boilerplate().IsMatch))
        {
            traits |= ElementTraits.Boilerplate;
        }

        if (Title().IsMatch(words))
        {
            traits |= ElementTraits.Title;
        }

        if (Array.Exists(names, Pager().IsMatch))
        {
            traits |= ElementTraits.Boilerplate | ElementTraits.Pager;
        }

        if (Summary().IsMatch(words))
        {
            traits |= ElementTraits.Summary;
        }

        if (MetadataName().IsMatch(string.Join(' ', names)))
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

        if (Array.Exists(names, Tabs().IsMatch))
        {
            traits |= ElementTraits.Tabs;
        }

        if (Array.Exists(names, Advertisement().IsMatch))
        {
            traits |= ElementTraits.Advertisement;
        }

        if (ScreenReader().IsMatch(written))
        {
            traits |= ElementTraits.ScreenReaderOnly;
        }

        if (Video().IsMatch(words))
        {
            traits |= ElementTraits.Video;
        }

        if (Menu().IsMatch(words))
        {
            traits |= ElementTraits.Menu;
        }

        return traits;
    }

    /// <summary>
    /// Splits a class into lower-case words, up to a negation or a preposition: "no-nav" has no menu, and "has-subnav" and
    /// "with-newsletter" are around one. Arbitrary values of utility classes, as in "[grid-area:authors]", are ignored.
    /// </summary>
    private static string Words(string name) =>
        name.Contains('[')
            ? ""
            : Modified().Replace(WordBreak().Replace(name, " ").ToLowerInvariant().Trim(), "").Trim();

    /// <summary>Removes prefixes such as "md:" and modifiers: "more-on--author" is a variant of "more-on".</summary>
    private static string BaseName(string name)
    {
        if (name.Contains('['))
        {
            return "";
        }

        var start = name.LastIndexOf(':') + 1;
        var modifier = name.IndexOf("--", start, StringComparison.Ordinal);
        return modifier > start ? name[start..modifier] : name[start..];
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
        @"^(?:nav|navbar|navigation|subnav|menu|menus|submenu|megamenu|breadcrumbs?|crumbs?|flyout|dropdown|hamburger|masthead|tags|taglist|tagcloud|share|sharing|social|comments|disqus thread|cookies?|newsletter|login|signin|subscribe|authors?|byline|bio|livefyre|contributors?|copyright|gdpr|consent)\b|^footer$|^footer (?:nav|menu|links?|widgets?|col|bottom|top|inner|text|legal|bar)\b"
            + @"|\b(?:nav|navbar|navigation|subnav|menu|menus|submenu|breadcrumbs?|crumbs?|flyout|dropdown|hamburger|masthead|tags|taglist|tagcloud|share|sharing|social|comments|cookies?|newsletter|login|signin|subscribe|authors?|byline|bio|livefyre)$"
            + @"|\b(?:comment (?:list|form|section|thread|area)|(?:site|page|global|main|td) footer|mega menu|mobile (?:nav|menu)|tag cloud|(?:recent )?comments widget|widget (?:recent comments|categories|tag cloud|archive|archives|meta|nav menu|pages|links)|trending (?:bar|topics)|topics? (?:list|cloud|links))\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Boilerplate();

    [GeneratedRegex(
        @"^(?:pagination|pager|paddle)\b|^(?:prev|previous)$|\b(?:pagination|pager)$|\b(?:prev next|next prev|nextprev|prevnext|(?:post|article|story|thread) (?:nav|navigation|pager)|blog pager|live blog|liveblog)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Pager();

    [GeneratedRegex(
        @"\b(?:title|titles|titre|titulo|titular|titolo|titel|schlagzeile|headline|headlines|hed|ttl|heading)\b"
    )]
    private static partial Regex Title();

    [GeneratedRegex(
        @"\b(?:date|time|timestamp|ago|byline|author|source|branding|brand|kicker|category|eyebrow|overline|topline|toptitle|dachzeile|spitzmarke|surtitre|antetitulo|volanta|badge|rank|ranking|counter|count|number|num|views|comments?|duration|publisher|provider|attribution|meta|byl|credit|icon|rubric|flag|label paid)\b(?! title)"
    )]
    private static partial Regex MetadataName();

    [GeneratedRegex(
        @"\b(?:summary|desc|description|excerpt|dek|standfirst|teaser text|snippet|caption|subtitle|subhead|subheadline)\b(?! title)"
    )]
    private static partial Regex Summary();

    [GeneratedRegex(@"\b(?:kicker|category|cat|section|eyebrow|overline|rubric|rubrik|channel|vertical|primary tag)\b")]
    private static partial Regex Section();

    [GeneratedRegex(@"\b(?:heading|header|headline|title|hed|label)\b(?! (?:image|img|link))")]
    private static partial Regex Heading();

    [GeneratedRegex(
        @"\b(?:outbrain|taboola|tbl|trc|zerg\w*|revcontent|rc widget|rc items|sponsor\w*|promoted|partners?|paid|dianomi|nativo|plista|ligatus|adblade|mgid|native|advertorial|brand ?studio|content ?ad|adsense)\b"
    )]
    private static partial Regex Sponsored();

    [GeneratedRegex(@"\b(?:products?|price|shop|cart|add to cart|buy now|woocommerce)\b")]
    private static partial Regex Shop();

    [GeneratedRegex(@"\b(?:menus?|submenu|megamenu|flyout|dropdown|hamburger|drawer)\b")]
    private static partial Regex Menu();

    [GeneratedRegex(
        @"\b(?:related|recirc\w*|recommend(?:ed|ations)|most (?:read|viewed)|popular(?! (?:categor|tag|topic|search))|(?:more|other|latest|top|breaking) (?:stories|news|articles|posts)|news ticker)\b"
    )]
    private static partial Regex Stories();

    [GeneratedRegex(
        @"^(?:tabs|tablist|tabs? (?:list|bar|nav|navs|navigation|menu|head|heads|header|headers|titles?|links|buttons|controls?|container))$|\btabs$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Tabs();

    [GeneratedRegex(
        @"^(?:ad|ads|adv|advert|adverts|advertisement|advertising)\b|\b(?:ads?|advert)$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Advertisement();

    [GeneratedRegex(
        @"(?:^|\s)(?:sr-only|screen-reader-text|(?:u-)?visually-?hidden|off-?screen)(?:$|\s)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex ScreenReader();

    [GeneratedRegex(@"\b(?:duration|videos?|play|player|runtime|length)\b")]
    private static partial Regex Video();

    [GeneratedRegex(@"\S+")]
    private static partial Regex ClassName();

    [GeneratedRegex(
        @"(?:^|\s)(?:no|not|non|without|hide|has|have|with|below|above|under|after|before|near)\s.*$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Modified();

    [GeneratedRegex(@"(?<=\p{Ll})(?=\p{Lu})|[^\p{L}\d]+")]
    private static partial Regex WordBreak();
}
