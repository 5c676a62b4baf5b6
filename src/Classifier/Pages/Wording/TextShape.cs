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

    /// <summary>The number of characters that are examined of longer texts, so that no text takes long or much memory.</summary>
    private const int MaxExaminedLength = 1_000;

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
        WordCount(text) >= MinParagraphWords && (text.Length > MaxHeadlineLength || SentenceEnd().IsMatch(text));

    /// <summary>Determines whether a text is a credit: an author, a photographer, or an owner.</summary>
    public static bool IsCredit(string text) => Credit().IsMatch(Head(text));

    /// <summary>Determines whether a whole text names an author, as in "An interview by Ada Gray" or "Von Max Beck".</summary>
    public static bool IsByline(string text) => text.Length <= MaxLabelLength && Byline().IsMatch(text);

    /// <summary>Determines whether a text names a list of headlines, such as "Most Read" or "More from Sport".</summary>
    public static bool IsListHeading(string text) =>
        IsLabel(text) && (ListHeading().IsMatch(text) || OtherListHeading().IsMatch(text));

    /// <summary>Determines whether a headline is labeled as paid for, as in "(PR)" or "[Ad]".</summary>
    public static bool IsPaidHeadline(string text) => PaidMark().IsMatch(Head(text));

    /// <summary>Determines whether a text is a price, or a call to buy.</summary>
    public static bool IsPrice(string text) => text.Length <= MaxLabelLength && Price().IsMatch(text);

    /// <summary>Determines whether a text advertises an offer, as in "70% off" or "Save £20".</summary>
    public static bool IsOffer(string text) => Offer().IsMatch(Head(text));

    /// <summary>Determines whether a text names a list of offers, such as "Deals of the day" or "Discount codes".</summary>
    public static bool IsOfferHeading(string text) => text.Length <= MaxLabelLength && OfferHeading().IsMatch(text);

    /// <summary>Determines whether a text has the label or the arrow of a link to the previous page.</summary>
    public static bool IsPreviousLabel(string text) => PreviousLabel().IsMatch(Head(text));

    /// <summary>Determines whether a text has the label or the arrow of a link to the next page.</summary>
    public static bool IsNextLabel(string text) => NextLabel().IsMatch(Head(text));

    /// <summary>Determines whether a text contains a year from 1900 to 2099, as datelines do in any language.</summary>
    public static bool HasYear(string text) => Year().IsMatch(text);

    /// <summary>Determines whether a text labels sponsored content.</summary>
    public static bool IsSponsoredLabel(string text) =>
        text.Length <= MaxLabelLength
        && (Sponsored().IsMatch(text) || IsPaidHeadline(text) || SponsorMark().IsMatch(text));

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

    /// <summary>Returns the length of a text, where a character of a script without spaces, or a Korean syllable, counts as two.</summary>
    public static int Width(string text) => text.Length + text.Count(c => IsUnspaced(c) || IsKorean(c));

    private static ReadOnlySpan<char> Head(string text) => text.AsSpan(0, Math.Min(text.Length, MaxExaminedLength));

    private static bool IsKorean(char c) => c is >= '\uac00' and <= '\ud7a3';

    /// <summary>Determines whether a character is Chinese, kana, or Thai, which are written without spaces.</summary>
    private static bool IsUnspaced(char c) =>
        c is >= '\u3041' and <= '\u30ff' or >= '\u3400' and <= '\u9fff' or >= '\u0e01' and <= '\u0e5b';

    /// <summary>Determines whether a whole text is a command, as on buttons.</summary>
    public static bool IsCommand(string text) => IsNotice(text) || Command().IsMatch(Head(text));

    /// <summary>Determines whether a whole text marks a headline beside it as paid for, such as "Sponsored" or "Presented by Acme".</summary>
    public static bool IsSponsorMark(string text) => text.Length <= MaxLabelLength && SponsorMark().IsMatch(text);

    /// <summary>
    /// Determines whether a whole text labels the place of an advertisement, which can be empty: "Advertisement", "Story continues below
    /// advertisement".
    /// </summary>
    public static bool IsAdvertisementLabel(string text) =>
        text.Length <= MaxLabelLength && AdvertisementLabel().IsMatch(text);

    /// <summary>Determines whether a text is a notice of the page, such as a legal line, a call to sign up, or "View all".</summary>
    public static bool IsNotice(string text) => Notice().IsMatch(Head(text));

    [GeneratedRegex(
        @"[(\[【（](?:PR|AD|Ad|Anzeige|Werbung|Advertorial|Sponsored|Promoted|Paid|Publi|Pub|広告)[)\]】）]|^(?:PR|AD|Ad|Anzeige|Werbung|Advertorial|ADVERTORIAL|Sponsored|SPONSORED|Promoted|Publi)\s?:\s",
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
        @"^(?:(?:[Aa]n?|[Ee]ine?|[Uu]ne?|[Uu]na?|[Ee]en|[Ee]n|[Uu]ma?)\s+\p{L}+\s+)?(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or|[Dd]i|[Dd]oor|[Aa]v|[Aa]f|[Oo]leh|[Pp]rzez)\s+\p{Lu}\S*(?:\s+\S+){0,4}$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Byline();

    // The commonest headings of lists in languages other than English.
    [GeneratedRegex(
        @"^(?:(?:más|mas) información|(?:noticias|artículos|notas) relacionad[ao]s|últimas noticias|lo último|(?:las|los) más \S+|veja também|notícias relacionadas|últimas|(?:articoli|notizie) correlat[ie]|ultime notizie|articles? (?:liés|similaires)|dernières? (?:actus?|infos?|nouvelles|articles)|neueste \S+|aktuelle \S+|verwandte \S+|gerelateerd\S*(?: \S+)?|(?:zobacz|czytaj) (?:też|także|również)|najczęściej czytane|najnowsze|polecamy|související|nejčtenější|citește și|cele mai citite|legolvasottabb\S*|mest läst\S*|läs (?:också|även|mer)|senaste nytt|mest (?:læst|lest)\S*|(?:læs|les) også|siste nytt|seneste nyt|luetuimmat|lue myös|uusimmat|(?:en )?çok okunan\S*|ilgili haberler|son (?:haberler|dakika)|ilginizi çekebilir|berita (?:terkait|terkini|terbaru|populer|lain\S*|berkaitan)|(?:ter)?populer|artikel (?:terkait|berkaitan)|(?:tin|bài) (?:liên quan|mới\S*|nổi bật)|đọc nhiều\S*|xem thêm|cùng chuyên mục|διαβάστε (?:επίσης|ακόμα)|δημοφιλή|σχετικά(?: \S+)?|последние новости|главн(?:ое|ые новости)|(?:самое )?(?:популярное|читаемое)|читайте (?:также|також|ещё)|материалы по теме|(?:новости )?по теме|останні новини|популярне|свързани новини|най-четени|اقرأ (?:أيضا|أيضاً|المزيد)|الأكثر (?:قراءة|مشاهدة|تداولا)|(?:أخبار|مواضيع|مقالات) (?:ذات صلة|متعلقة)|آخر الأخبار|مطالب مرتبط|پربازدید\S*|(?:संबंधित|ताज़ा|ताजा|बड़ी|अन्य) (?:खबर|ख़बर|समाचार)\S*|सबसे (?:ज़्यादा|ज्यादा|अधिक) पढ़\S*.*|(?:ये|यह) भी पढ़ें|और पढ़ें|সর্বশেষ\S*(?: \S+)?|সর্বাধিক পঠিত|আরও (?:পড়ুন|খবর)|সম্পর্কিত \S+|தொடர்புடைய \S+|அதிகம் \S+|ข่าว(?:ที่เกี่ยวข้อง|ล่าสุด|ยอดนิยม|แนะนำ)|関連(?:記事|ニュース|リンク)|\S*ランキング|新着(?:記事|ニュース)?|おすすめ\S*|あわせて読みたい|関連기사|관련\s?(?:기사|뉴스)|많이 본 \S+|인기 (?:기사|뉴스)|최신 (?:기사|뉴스)|相[关關](?:新闻|新聞|阅读|閱讀|文章|报道|報導)|[热熱][门門]\S*|最新(?:新闻|新聞|消息|文章)|推[荐薦](?:阅读|閱讀)?|延伸[阅閱][读讀]|排行榜?)[:：\s]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex OtherListHeading();

    [GeneratedRegex(
        @"\b(?:sponsor(?:ed|s)?|promoted|paid|partners?|(?:presented|brought to you) by|in partnership with|advertisements?|advertorial|brand(?:ed)? (?:studio|content|stories|voice)|anzeigen?|werbung|bezahlter inhalt|gesponsert|partnerinhalte?|partenaires?|parceiros?|publireportage|publicidad|publicité|pubblicità|publi(?:reportaje)?|conte(?:údo|nido) de marcas?|patrocinad[oa]s?|sponsorisée?s?|sponsorizzat[oiae]|parrainée?s?|promocionad[oa]s?|sponsorowan[ey]|реклама)\b|प्रायोजित|スポンサー",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Sponsored();

    /// <summary>Determines whether a text names a service of the site, such as terms, contact, advertising, or subscription.</summary>
    public static bool IsService(string text) => WordCount(text) <= MaxServiceWords && Service().IsMatch(text);

    [GeneratedRegex(
        @"(?<!\w)(?:privacy|terms (?:of|and)|legal (?:notice|information|notes)|imprint|impressum|datenschutz|nutzungsbedingungen|mentions légales|cookies?|politique de confidentialité|aviso legal|política de privacidad|note legali|contact us|^contact the|contacto|kontakt|advertise|advertising|werbung|publicidad|about us|^about the|who we are|careers|jobs|vacancies|volunteers?|donate|trustees|opening hours|work (?:for|with) us|press and|subscribe|subscriptions?|newsletters?|sign (?:in|up)|log ?in|register|my account|help|accessibility|site ?map|rss|copyright|corrections|complaints|faq|feedback|do not sell|ad ?choices|terms)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Service();

    [GeneratedRegex(
        @"^(?:copyright|all rights reserved|privacy policy|terms (?:of|and)|sign (?:up|in)|log ?in|subscribe|follow us|share (?:this|on)|click here|(?:view|see|read|show|load) (?:all|more|full|the)|(?:browse|explore|find|discover) (?:all|more|the full)(?=\s)|skip to|download (?:the|our)|join (?:us|the)|leave a|add a?|post a|cookie|contact us|about us|report (?:this )?ad|why this ad|(?:view|see) table of contents)\b|^(?:ver|vedi|voir|mostrar|afficher|mostra) (?:m[aá]s|tod[oa]s?|tout(?:e?s)?|tutt[eio]|plus|mais)(?:\s+\S+){0,5}$|^(?:alle|weitere|mehr)\s(?:\S+\s){0,4}(?:anzeigen|ansehen|lesen)$|^(?:zobacz|lihat|все|bekijk|se) (?:więcej|wszystkie|semua|новости|alle|meer)(?:\s+\S+){0,4}$|^(?:tou(?:s|tes) (?:les|nos)|tod[ao]s (?:[ao]s|l[ao]s)|tutt[ei] (?:le|i|gli)|alle|alla|wszystkie|все|tüm|όλα τα|όλες οι|semua|सभी)\s+\p{L}+(?:\s+\p{L}+)?$|\b(?:all rights reserved|privacy policy|terms of (?:use|service)|cookie policy)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Notice();

    [GeneratedRegex(
        @"\d\s?%\s?(?:off|discount|cashback|rabatt|günstiger|reduziert|de (?:réduction|remise|descuento|desconto)|di sconto|korting|zniżki|rabat)\b|\b(?:save|spare|économisez|ahorra|risparmia)\s(?:up to\s|bis zu\s)?(?:[$£€₹¥]\s?\d|\d+\s?[%€])|[$£€₹]\s?\d[\d.,]*\s(?:off|discount)\b|\b(?:half[- ]price|two[- ]for[- ]one|2[- ]for[- ]1|free (?:shipping|delivery|trial)|(?:promo|discount|voucher|coupon) codes?|gutschein(?:code)?|code promo|cupón)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Offer();

    [GeneratedRegex(
        @"\b(?:deals?|discounts?|offers?|coupons?|vouchers?|promo(?:tion)?s?|sale|gutscheine?|rabatte?|angebote?|ofertas?|bons plans|codes promo|offerte|sconti|aanbiedingen|promocje)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex OfferHeading();

    [GeneratedRegex(
        @"^(?:[«‹←]|<<)|^\W*(?:(?:article|post|artículo|articolo|artigo) )?(?:prev(?:ious)?|older|vorherige\w*|zurück|précédent\w*|anterior|precedente|vorige|poprzedni\w*|предыдущ\w*|sebelumnya|önceki|forrige|föregående|edellinen|上一篇|前の記事|이전)(?!\p{L})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex PreviousLabel();

    [GeneratedRegex(
        @"[»›→]$|>>$|^\W*(?:(?:article|post|artículo|articolo|artigo) )?(?:next|newer|nächste\w*|weiter|suivant\w*|siguiente|próxim[oa]|successiv[oa]|prossim[oa]|volgende?|następn\w*|следующ\w*|selanjutnya|sonraki|neste|nästa|seuraava|下一篇|次の記事|다음)(?!\p{L})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex NextLabel();

    [GeneratedRegex(
        @"^(?:(?:refresh|close|share|save|copy|print|e-?mail|listen|play|pause|mute|next|prev(?:ious)?|back|open|expand|collapse|toggle|show|hide|menu|search|go|submit|send|follow|subscribe|log|sign|skip|load|scroll|accept|reject|dismiss|cancel|edit|reply|report|vote|like|zoom|enlarge|teilen|schließen|suche|abonnieren|fermer|partager|rechercher|s'abonner|cerrar|compartir|buscar|suscribirse|chiudi|condividi|cerca|sluiten|delen|zoeken)(?:\s+\S+){0,3}|more|options|settings|×|x)\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Command();

    [GeneratedRegex(
        @"^(?:sponsored|promoted|(?:sponsored|promoted|presented|brought to you|spons\.|powered)\s+by\s.*|(?:sponsored|promoted|paid|partner|branded|brand|native)\s+(?:content|posts?|story|stories|partnership|partner|program|message|feature|voice)|(?:content\s+)?(?:from|by) our (?:partners?|sponsors?)|in (?:paid )?partnership with\s.*|partner|paid for by\s.*|ads?|advertisement(?: feature)?|advertorial|anzeige|werbung|bezahlter inhalt|gesponsert|publireportage|(?:contenu |contenuto |contenido )?(?:sponsorisée?|sponsorizzato|patrocinado|parrainé)|publicité|publicidad|pubblicità|реклама|партн[её]рский материал|gesponsord|advertentie|annons|annonce|reklam[ae]?|iklan|प्रायोजित|विज्ञापन|スポンサー(?:ド)?|広告|광고|广告|推广|PR)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex SponsorMark();

    [GeneratedRegex(
        @"^[^\p{L}]*(?:advertisements?|advertising|ads?|(?:(?:story|article|content) continues (?:below|after)(?: this)? (?:ad|advertisement))|scroll to continue(?: with content)?|continua (?:después|depois|após|dopo) d\p{L}+(?: \p{L}+)?|la suite après (?:cette|la) publicité|weiterlesen nach der anzeige|lees verder na de advertentie|anzeigen?|werbung|publicité|publicidad|pubblicità|anuncios?|реклама|advertentie|annons|annonce|reklam[ae]?|mainos|iklan|विज्ञापन|বিজ্ঞাপন|広告|광고|广告|إعلان)[^\p{L}]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex AdvertisementLabel();
}
