using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Classifier.Pages;

/// <summary>The headline in a link, without the rank, date, byline, kicker or badge printed beside it as elements of their own.</summary>
internal static partial class LinkText
{
    private const int MostElements = 400;

    /// <summary>Reads the headline in a link or a heading; "" when it has none.</summary>
    public static string Of(IElement link)
    {
        IElement[] inside = [.. link.QuerySelectorAll("*").Take(MostElements).Where(element => !Clutter.IsUnseen(element))];
        IElement title = inside.FirstOrDefault(element => IsHeading(element) && HasText(element)) ?? Named(inside) ?? link;
        return Unrepeated(VisibleText.Of(title, IsAside));
    }

    /// <summary>Whether an element is a heading, h1 to h6.</summary>
    public static bool IsHeading(IElement element) => element.LocalName is ['h', >= '1' and <= '6'];

    /// <summary>The element whose name says that it is the title; the one around them when several make it up.</summary>
    private static IElement? Named(IElement[] inside)
    {
        IElement[] named = [.. inside.Where(element =>
            TitleName().IsMatch(Clutter.Names(element)) && !AsideName().IsMatch(Clutter.Names(element)) && IsTitleText(VisibleText.Of(element, IsAside)))];
        if (named.Length == 0) return null;
        bool inPieces = named.Length > 1 && named[1].ParentElement == named[0].ParentElement && VisibleText.Of(named[1]) != VisibleText.Of(named[0]);
        return inPieces ? named[0].ParentElement : named[0];
    }

    private static bool HasText(IElement element) => VisibleText.Of(element).Any(char.IsLetter);

    private static bool IsTitleText(string text) => HeadlineShape.WordCount(text) >= 2;

    private static bool IsAside(IElement element)
    {
        if (element.LocalName is "time" or "figcaption" or "cite" or "sup" or "small") return true;
        if (AsideName().IsMatch(Clutter.Names(element)) && !TitleName().IsMatch(Clutter.Names(element))) return true;
        string text = VisibleText.Collapse(element.TextContent);
        return text.Length <= 40 && (text.Length > 0 && text.All(c => !char.IsLetter(c)) && element.LocalName != "a" && Rank().IsMatch(text) || PublishedDate.Is(text) || SiteAddress().IsMatch(text));
    }

    /// <summary>Some pages print a headline twice in one link, for two widths.</summary>
    private static string Unrepeated(string text)
    {
        int half = text.Length / 2;
        return text.Length > 20 && text.Length % 2 == 1 && text[half] == ' ' && text.AsSpan(0, half).SequenceEqual(text.AsSpan(half + 1)) ? text[..half] : text;
    }

    [GeneratedRegex(@"\b(?:title|titles|headline|headlines|hed|ttl|heading)\b")]
    private static partial Regex TitleName();

    [GeneratedRegex(@"\b(?:date|time|timestamp|ago|byline|author|source|branding|brand|kicker|category|eyebrow|badge|rank|ranking|counter|count|number|views|comments?|duration|summary|desc|description|excerpt|dek|standfirst|teaser text|publisher|provider|attribution|caption|meta|byl|subtitle|subhead|subheadline|credit|icon)\b")]
    private static partial Regex AsideName();

    [GeneratedRegex(@"^(?:[\w-]+\.)+(?:com|net|org|tv|co|co\.uk|io)$", RegexOptions.IgnoreCase)]
    private static partial Regex SiteAddress();

    [GeneratedRegex(@"^[#(]?[\d.,:]+[.)]?$")]
    private static partial Regex Rank();
}
