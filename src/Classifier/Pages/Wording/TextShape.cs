using System.Text.RegularExpressions;

namespace Classifier.Pages.Wording;

/// <summary>Classifies texts by their wording alone: headlines, labels, paragraphs, credits.</summary>
internal static partial class TextShape
{
    private const int MinHeadlineLength = 15;
    private const int MaxHeadlineLength = 240;
    private const int MaxLabelLength = 60;
    private const int MinParagraphWords = 12;
    private const int MaxServiceWords = 6;

    /// <summary>Determines whether a text reads as a headline without further evidence.</summary>
    public static bool IsHeadline(string text) =>
        Width(text) is >= MinHeadlineLength and <= MaxHeadlineLength
        && WordCount(text) >= 3
        && !PublishedDate.IsMatch(text)
        && !IsCredit(text)
        && !IsNotice(text);

    /// <summary>Determines whether a text is short enough to name a section or a list.</summary>
    public static bool IsLabel(string text) =>
        text.Length is >= 2 and <= MaxLabelLength
        && WordCount(text) is >= 1 and <= 8
        && text.Any(char.IsLetter)
        && !PublishedDate.IsMatch(text);

    /// <summary>Determines whether a text is running text: one or more sentences that end with a period, or more than 240 characters.</summary>
    public static bool IsParagraph(string text) =>
        WordCount(text) >= MinParagraphWords && (SentenceEnd().IsMatch(text) || text.Length > MaxHeadlineLength);

    /// <summary>Determines whether a text is a credit: an author, a photographer, or an owner.</summary>
    public static bool IsCredit(string text) => Credit().IsMatch(text);

    /// <summary>Determines whether a text names a list of headlines, such as "Most Read" or "More from Sport".</summary>
    public static bool IsListHeading(string text) => IsLabel(text) && ListHeading().IsMatch(text);

    /// <summary>Determines whether a headline is labeled as paid for, as in "(PR)" or "[Ad]".</summary>
    public static bool IsPaidHeadline(string text) => PaidMark().IsMatch(text);

    /// <summary>Determines whether a text is a price, or a call to buy.</summary>
    public static bool IsPrice(string text) => text.Length <= MaxLabelLength && Price().IsMatch(text);

    /// <summary>Determines whether a text contains a year from 1900 to 2099, as datelines do in any language.</summary>
    public static bool HasYear(string text) => Year().IsMatch(text);

    /// <summary>Determines whether a text labels sponsored content.</summary>
    public static bool IsSponsoredLabel(string text) =>
        text.Length <= MaxLabelLength && (Sponsored().IsMatch(text) || IsPaidHeadline(text));

    /// <summary>
    /// Counts the words of a text. In scripts without spaces between words, two characters count as a word.
    /// </summary>
    public static int WordCount(string text)
    {
        int count = 0,
            unspaced = 0;
        var inWord = false;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                inWord = false;
            }
            else if (IsUnspaced(c))
            {
                unspaced++;
            }
            else if (!inWord && char.IsLetterOrDigit(c))
            {
                inWord = true;
                count++;
            }
        }

        return count + (unspaced + 1) / 2;
    }

    /// <summary>Returns the length of a text, where a character of a script without spaces counts as two.</summary>
    public static int Width(string text) => text.Length + text.Count(IsUnspaced);

    /// <summary>Determines whether a character is Chinese, kana, or Thai, which are written without spaces.</summary>
    private static bool IsUnspaced(char c) =>
        c is >= '\u3041' and <= '\u30ff' or >= '\u3400' and <= '\u9fff' or >= '\u0e01' and <= '\u0e5b';

    /// <summary>Determines whether a text is a notice of the page, such as a legal line, a call to sign up, or "View all".</summary>
    public static bool IsNotice(string text) => Notice().IsMatch(text);

    [GeneratedRegex(
        @"[(\[【（](?:PR|AD|Ad|Anzeige|Advertorial|Sponsored|Publi|広告)[)\]】）]",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex PaidMark();

    [GeneratedRegex(
        @"(?:[$€£¥₹₽]|\b(?:US\$|USD|EUR|GBP|Rs\.?))\s?\d|\d\s?(?:[€£₽]|zł|kr\b|EUR|USD|Kč)|^(?:add to (?:cart|basket|bag)|buy now|shop now|in den warenkorb|ajouter au panier|ver oferta|comprar)\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Price();

    [GeneratedRegex(@"(?<!\d)(?:19|20)\d\d(?!\d)")]
    private static partial Regex Year();

    [GeneratedRegex("""[.!?]["'”’)\]]*\s*$""")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(
        @"^(?:by|photo|photos|image|picture|credit|file photo|photograph|source|copyright|getty|reuters)\b\s*(?::|\p{Lu}\S*(?:\s+(?:and\s+)?\p{Lu}\S*){0,4}$|by\b|courtesy)|\b(?:photo|image|picture|photograph)\s*(?:courtesy|credit|by\b|:)|\b(?:via|courtesy)\s+(?:wikimedia|getty|reuters|twitter|facebook|instagram|unsplash|flickr|youtube)|(?:getty images|/\s*(?:reuters|ap|afp|getty))\W*$|^(?:©|\(c\))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Credit();

    [GeneratedRegex(
        @"^(?:[\p{Lu}\d][\w'’&-]*\s+)?(?:(?:top|latest|more|other|recent|breaking|must[- ]?(?:read|see)|editors?['’]?s?|popular|featured|related|recommended|trending|best of|today['’]?s)\b(?:\s+(?:\w+\s+)?(?:headlines|news|stories|story|articles|posts|videos?|picks?|content|reads?|reading|coverage|links|topics?|now|today|this week|on this story|for you|from\b.*|in\b.*|about\b.*|on\b.*|by\b.*))?|most\s+(?:read|viewed|popular|shared|watched|commented|recent|emailed|discussed)\b.*|you\s+(?:may|might)\s+(?:also\s+)?(?:like|have missed|enjoy).*|(?:also\s+)?(?:read|see)\s+(?:more|also|next)\b|also\s+(?:read|see|in|on)\b.*|(?:from|around)\s+(?:the|our|across)\b.*|don['’]t\s+miss|in\s+(?:other|case)\b.*|what\s+to\s+read\b.*|(?:we\s+)?recommend(?:ed)?\b.*|headlines|elsewhere\b.*|(?:lire|voir) aussi\b.*|à (?:lire|voir) (?:aussi|également)\b.*|(?:(?:les |articles? )+)?plus (?:lus?|vus?)\b.*|sur le même (?:thème|sujet)|meist\s?gelesen\w*\b.*|(?:mehr|weitere artikel)\s+(?:zum|aus|von|zu)\b.*|auch interessant|das könnte (?:sie|dich)\b.*|(?:lo|las?|los)\s+(?:más|mas)\s+(?:leíd|vist|leid)\w+\b.*|(?:te puede|también te puede) interesar|(?:i|le)\s+più\s+(?:lett|vist)\w\b.*|leggi anche|potrebbe interessarti|mais lid[ao]s\b.*|leia (?:também|mais)|meest gelezen\b.*|lees ook\b.*|(?:sponsored|promoted|paid|partner)\b.*)[:\s]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex ListHeading();

    [GeneratedRegex(
        @"\b(?:sponsor(?:ed)?|promoted|paid|partners?|advertisement|advertorial|brand studio|anzeige|publicidad|patrocinado|sponsorisé|gesponsert)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Sponsored();

    /// <summary>Determines whether a text names a service of the site, such as terms, contact, advertising, or subscription.</summary>
    public static bool IsService(string text) => WordCount(text) <= MaxServiceWords && Service().IsMatch(text);

    [GeneratedRegex(
        @"\b(?:privacy|terms (?:of|and)|legal (?:notice|information|notes)|imprint|impressum|datenschutz|nutzungsbedingungen|mentions légales|cookies?|politique de confidentialité|aviso legal|política de privacidad|note legali|contact (?:us|the)|contacto|kontakt|advertise|advertising|werbung|publicidad|about us|about the|who we are|careers|jobs|vacancies|volunteers?|donate|trustees|opening hours|work (?:for|with) us|press and|subscribe|subscriptions?|newsletters?|sign (?:in|up)|log ?in|register|my account|help|accessibility|site ?map|rss|copyright|corrections|complaints|faq|feedback|do not sell|ad ?choices|terms)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Service();

    [GeneratedRegex(
        @"^(?:copyright|all rights reserved|privacy policy|terms (?:of|and)|sign (?:up|in)|log ?in|subscribe|follow us|share (?:this|on)|click here|(?:view|see|read|show|load) (?:all|more|full|the)|skip to|download (?:the|our)|join (?:us|the)|leave a|add a?|post a|cookie|contact us|about us|report (?:this )?ad|why this ad|(?:view|see) table of contents)\b|^(?:ver|vedi|voir) (?:m[aá]s|tod[oa]s?|tout(?:e?s)?|tutt[eio]|plus|mais)(?:\s+\S+){0,3}$|^(?:alle|weitere|mehr)\s(?:\S+\s){0,3}(?:anzeigen|ansehen|lesen)$|\b(?:all rights reserved|privacy policy|terms of (?:use|service)|cookie policy)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Notice();
}
