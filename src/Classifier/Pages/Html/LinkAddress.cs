using System.Text.RegularExpressions;
using Classifier.Pages.Wording;

namespace Classifier.Pages.Html;

/// <summary>Classifies links by their addresses.</summary>
internal static partial class LinkAddress
{
    private const int MinHeadlineWords = 5;

    /// <summary>The maximum length of an address. Longer ones come from broken markup.</summary>
    private const int MaxLength = 4_096;

    /// <summary>Returns the address of a link; null if it does not lead to another page, or is longer than <see cref="MaxLength"/>.</summary>
    public static string? Of(PageNode link)
    {
        var href = link.Attribute("href")?.Trim();
        return string.IsNullOrEmpty(href) || href.Length > MaxLength || href[0] == '#' || NonPageScheme().IsMatch(href)
            ? null
            : href;
    }

    /// <summary>Determines whether an address cannot be an article: a front page, a social network, an app store, or a file.</summary>
    public static bool IsNonArticle(string href) => NonArticleAddress().IsMatch(href);

    /// <summary>Determines whether an address contains a headline or a number, as addresses of articles do.</summary>
    public static bool IsArticle(string href) => Article().IsMatch(href);

    /// <summary>
    /// Determines whether a link leads to a tag, a person, a section, or a service. An article can be filed under such a path, but
    /// then its text is a headline and its address contains one.
    /// </summary>
    public static bool IsPlace(string href, string text) =>
        Place().IsMatch(href) && !(TextShape.WordCount(text) >= MinHeadlineWords && Article().IsMatch(href));

    /// <summary>Determines whether an address has the form of a section or a listing: at most two path segments of at most two words.</summary>
    public static bool IsListing(string href) => Listing().IsMatch(href);

    /// <summary>Determines whether an address is in a shop, or in the offers of a site.</summary>
    public static bool IsShop(string href) => Shop().IsMatch(href);

    [GeneratedRegex(
        @"^/?$|\.(?:pdf|docx?|xlsx?|pptx?|zip|mp3|ics|jpe?g|png|gif)(?:$|[?#])|^(?:https?:)?//[^/?#]*/?$|^(?:https?:)?//(?:[\w-]+\.)?(?:facebook|twitter|x|instagram|pinterest|linkedin|whatsapp|itunes\.apple|apps\.apple|podcasts\.apple|play\.google|plus\.google)\.(?:com|net)(?:/|$)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex NonArticleAddress();

    [GeneratedRegex(@"^(?:javascript|mailto|tel|whatsapp|sms|data):", RegexOptions.IgnoreCase)]
    private static partial Regex NonPageScheme();

    [GeneratedRegex(
        @"^(?:(?:https?:)?//[^/?#]+)?(?:/[^/?#]*)*?/(?:tags?|topics?|category|categories|categor[ií]as?|kategorien?|themen?|temas?|etiquetas?|schlagwort|authors?|autor(?:es|en)?|auteurs?|autori?|autore|autoren|redaktion|redaktor(?:zy)?|journalists?|journalistes?|reporters?|columnists?|correspondents?|signataires?|firmas?|by|staff|profiles?|users?|u|people|contributors?|search|labels?|taxonomy|sections?|account|login|signin|subscribe|privacy|terms|contact|about|help|jobs|careers|advertise|legal)(?:/|$|\?|\.)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Place();

    [GeneratedRegex(@"^(?:(?:https?:)?//[^/?#]+)?(?:/\p{L}+(?:[-_]\p{L}+)?){1,2}/?$", RegexOptions.IgnoreCase)]
    private static partial Regex Listing();

    [GeneratedRegex(
        @"^(?:(?:https?:)?//[^/?#]+)?(?:/[^/?#]*)*?/(?:shop|store|products?|offers?|coupons?|vouchers?|tienda|ofertas?(?:-[\w-]+)?|gutscheine?|boutique)/",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Shop();

    [GeneratedRegex(
        @"(?<![\p{L}\d])(?:(?>[\p{L}\d]+)[-_]){3,}[\p{L}\d]|\d{4}/(?:\d{1,2}|\p{L}{3})/|\d{5,}|\.s?html?(?:$|\?)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Article();
}
