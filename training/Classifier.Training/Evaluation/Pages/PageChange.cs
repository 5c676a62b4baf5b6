using System.Security.Cryptography;
using System.Text;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Classifier.Training.Evaluation.Pages;

/// <summary>Specifies a change to a page's markup that readers would hardly see, to measure how much the extraction depends on it.</summary>
public enum PageChange
{
    /// <summary>No change.</summary>
    None,

    /// <summary>Each distinct class and id is replaced by a meaningless one.</summary>
    Names,

    /// <summary>The titles of lists are replaced by words of no language.</summary>
    Titles,

    /// <summary>The headings h2 to h6 are replaced by div elements.</summary>
    Headings,

    /// <summary>Lists and list items are replaced by div elements.</summary>
    Lists,

    /// <summary>The contents of list items, cards, and headings are wrapped in two more div elements.</summary>
    Nesting,
}

/// <summary>Applies changes to pages.</summary>
internal static class PageChanges
{
    private const string Title = "Velu orani";

    /// <summary>Applies a change to an HTML page.</summary>
    /// <param name="page">The HTML of the page.</param>
    /// <param name="change">The change.</param>
    /// <param name="gold">The gold of the page.</param>
    /// <returns>The changed page in UTF-8.</returns>
    public static byte[] Apply(string page, PageChange change, PageGold gold)
    {
        using var document = new HtmlParser().ParseDocument(page);
        switch (change)
        {
            case PageChange.Names:
                foreach (var element in document.All)
                {
                    Rename(element);
                }

                break;
            case PageChange.Titles:
                HashSet<string> titles = [.. gold.Modules.Select(module => module.Title).OfType<string>()];
                foreach (
                    var element in document
                        .All.Where(element => titles.Contains(Collapse(element.TextContent)))
                        .ToArray()
                )
                {
                    element.TextContent = Title;
                }

                break;
            case PageChange.Headings:
                foreach (var element in document.QuerySelectorAll("h2, h3, h4, h5, h6").ToArray())
                {
                    Replace(element);
                }

                break;
            case PageChange.Lists:
                foreach (var element in document.QuerySelectorAll("ul, ol, li").ToArray())
                {
                    Replace(element);
                }

                break;
            default:
                foreach (var element in document.QuerySelectorAll("li, article, section, h2, h3, h4").ToArray())
                {
                    element.InnerHtml = $"<div><div>{element.InnerHtml}</div></div>";
                }

                break;
        }

        return Encoding.UTF8.GetBytes(document.ToHtml());
    }

    private static void Rename(IElement element)
    {
        foreach (var name in (string[])["class", "id", "aria-controls", "href"])
        {
            if (element.GetAttribute(name) is not { Length: > 0 } value || (name == "href" && value[0] != '#'))
            {
                continue;
            }

            var prefix = name == "href" ? "#" : "";
            element.SetAttribute(
                name,
                prefix
                    + string.Join(
                        ' ',
                        value[prefix.Length..]
                            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                            .Select(Scramble)
                    )
            );
        }
    }

    private static string Scramble(string name) =>
        "q" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8];

    private static void Replace(IElement element)
    {
        var plain = element.Owner!.CreateElement("div");
        foreach (var attribute in element.Attributes)
        {
            plain.SetAttribute(attribute.Name, attribute.Value);
        }

        while (element.FirstChild is { } child)
        {
            plain.AppendChild(child);
        }

        element.Replace(plain);
    }

    private static string Collapse(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
