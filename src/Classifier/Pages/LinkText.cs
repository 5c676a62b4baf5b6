using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Classifier.Pages;

/// <summary>The headline in a link, without the rank, date, byline, kicker or badge printed beside it as elements of their own.</summary>
internal static partial class LinkText
{
    private const int MostElements = 400;

    /// <summary>Reads the headline in a link or a heading; "" when it has no text.</summary>
    public static string Of(IElement link)
    {
        IElement[] inside = [.. link.QuerySelectorAll("*").Take(MostElements).Where(e => !Clutter.IsUnseen(e))];
        IElement? title = inside.FirstOrDefault(e => IsHeading(e) && HasText(e))
            ?? inside.FirstOrDefault(e => TitleName().IsMatch(Clutter.Names(e)) && !AsideName().IsMatch(Clutter.Names(e)) && IsTitleText(VisibleText.Of(e, IsAside)));
        return Unrepeated(VisibleText.Of(title ?? link, IsAside) is { Length: > 0 } text ? text : VisibleText.Of(title ?? link));
    }

    /// <summary>Whether an element is a heading, h1 to h6.</summary>
    public static bool IsHeading(IElement element) => element.LocalName is ['h', >= '1' and <= '6'];

    private static bool HasText(IElement element) => VisibleText.Of(element).Any(char.IsLetter);

    private static bool IsTitleText(string text) => HeadlineShape.WordCount(text) >= 2;

    private static bool IsAside(IElement element)
    {
        if (element.LocalName is "time" or "figcaption" or "cite" or "sup" or "small") return true;
        if (AsideName().IsMatch(Clutter.Names(element)) && !TitleName().IsMatch(Clutter.Names(element))) return true;
        string text = VisibleText.Collapse(element.TextContent);
        return text.Length <= 40 && (text.Length > 0 && text.All(c => !char.IsLetter(c)) && element.LocalName != "a" && Rank().IsMatch(text) || PublishedDate.Is(text));
    }

    /// <summary>Some pages print a headline twice in one link, for two widths.</summary>
    private static string Unrepeated(string text)
    {
        int half = text.Length / 2;
        return text.Length > 20 && text.Length % 2 == 1 && text[half] == ' ' && text.AsSpan(0, half).SequenceEqual(text.AsSpan(half + 1)) ? text[..half] : text;
    }

    [GeneratedRegex(@"\b(?:title|titles|headline|headlines|hed|ttl|heading)\b")]
    private static partial Regex TitleName();

    [GeneratedRegex(@"\b(?:date|time|timestamp|ago|byline|author|source|branding|brand|kicker|category|eyebrow|badge|rank|ranking|counter|count|number|views|comments?|duration|summary|desc|description|excerpt|dek|standfirst|teaser text|publisher|provider|attribution|caption|meta|byl|label|subtitle|subhead|subheadline|credit|icon)\b")]
    private static partial Regex AsideName();

    [GeneratedRegex(@"^[#(]?[\d.,:]+[.)]?$")]
    private static partial Regex Rank();
}
