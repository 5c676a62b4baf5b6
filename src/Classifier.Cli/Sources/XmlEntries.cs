using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Classifier.Cli.Sources;

/// <summary>Extracts the entries of feeds and sitemaps that are ill-formed XML beyond repair, for example because descriptions
/// contain unescaped HTML. Only the elements that make up headlines are read, by their tags.</summary>
internal static partial class XmlEntries
{
    /// <summary>The number of tags of an entry that are read, and the maximum length of an element.</summary>
    private const int MaxTags = 200;
    private const int MaxLength = 20_000;

    /// <summary>Returns a document with the entries; null if there are none.</summary>
    public static XElement? Read(string xml)
    {
        var starts = Start().Matches(xml);
        if (starts.Count == 0)
        {
            return null;
        }

        var root = new XElement(starts[0].Groups[1].Value == "url" ? "urlset" : "feed");
        root.Add(Elements(xml[..starts[0].Index]).Where(element => element.Name.LocalName == "title"));
        for (var i = 0; i < starts.Count; i++)
        {
            var end = i + 1 < starts.Count ? starts[i + 1].Index : xml.Length;
            var entry = new XElement(starts[i].Groups[1].Value, Elements(xml[starts[i].Index..end]));
            if (entry.Name == "url")
            {
                // The title of a sitemap entry belongs to its news element; other titles belong to images and videos.
                entry.Add(new XElement("news", Elements(NewsElement().Match(xml[starts[i].Index..end]).Value)));
            }

            root.Add(entry);
        }

        return root;
    }

    private static IEnumerable<XElement> Elements(string markup)
    {
        var end = 0;
        foreach (var tag in Tag().Matches(markup).Take(MaxTags))
        {
            if (tag.Index < end)
            {
                continue;
            }

            var start = tag.Index + tag.Length;
            var length = tag.Value.EndsWith("/>", StringComparison.Ordinal)
                ? 0
                : markup.AsSpan(start, Math.Min(MaxLength, markup.Length - start)).IndexOf($"</{tag.Groups[1].Value}");
            if (length < 0)
            {
                continue;
            }

            end = start + length;
            var element = new XElement(tag.Groups[2].Value, Text(markup[start..end]));
            if (Href().Match(tag.Groups[3].Value) is { Success: true } href)
            {
                element.SetAttributeValue("href", XmlMarkup.DecodeReferences(href.Groups[1].Value));
            }

            yield return element;
        }
    }

    private static string Text(string content)
    {
        var trimmed = content.Trim();
        return trimmed.StartsWith("<![CDATA[", StringComparison.Ordinal)
            ? trimmed[9..].Replace("]]>", "", StringComparison.Ordinal)
            : XmlMarkup.DecodeReferences(trimmed);
    }

    [GeneratedRegex(@"<(?:[\w.-]+:)?(item|entry|url)(?=[\s>])")]
    private static partial Regex Start();

    // Elements with other prefixes, such as media:title, do not describe the entry.
    [GeneratedRegex(
        @"<((?:(?:atom|dc|dcterms|news):)?(title|link|pubDate|published|updated|date|category|guid|loc|publication_date|name))((?:\s[^<>]{0,2000})?)/?>"
    )]
    private static partial Regex Tag();

    [GeneratedRegex(@"<news:news[\s>].{0,20000}?</news:news>", RegexOptions.Singleline)]
    private static partial Regex NewsElement();

    [GeneratedRegex("""\shref\s*=\s*["']([^"']*)["']""")]
    private static partial Regex Href();
}
