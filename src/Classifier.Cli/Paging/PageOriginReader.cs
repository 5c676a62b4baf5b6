using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Classifier.Cli.Sources;

namespace Classifier.Cli.Paging;

/// <summary>Reads the origin of a page from the head of its HTML: the canonical link, Open Graph properties, and the base URL.</summary>
internal static partial class PageOriginReader
{
    private const int HeadLength = 256 * 1024;

    /// <summary>Reads the origin of a page.</summary>
    public static PageOrigin Read(PageBytes page)
    {
        var head = Encoding.UTF8.GetString(page.Content.Span[..Math.Min(page.Content.Length, HeadLength)]);
        string? canonical = null,
            openGraph = null,
            site = null,
            @base = null;
        foreach (var tag in Tag().Matches(head).Cast<Match>())
        {
            var attributes = Attributes(tag.Groups[2].Value);
            switch (tag.Groups[1].Value.ToUpperInvariant())
            {
                case "LINK" when Is(attributes, "rel", "canonical"):
                    canonical ??= attributes.GetValueOrDefault("href");
                    break;
                case "META" when Is(attributes, "property", "og:url"):
                    openGraph ??= attributes.GetValueOrDefault("content");
                    break;
                case "META" when Is(attributes, "property", "og:site_name"):
                    site ??= attributes.GetValueOrDefault("content")?.Trim();
                    break;
                case "BASE":
                    @base ??= attributes.GetValueOrDefault("href");
                    break;
            }
        }

        var url = page.Url ?? WebUrl(null, canonical) ?? WebUrl(null, openGraph);
        return new PageOrigin(
            url is not null ? WithoutWww(url.Host)
                : string.IsNullOrWhiteSpace(site) ? null
                : site,
            (WebUrl(url, @base) ?? url)?.AbsoluteUri,
            Count(page.Content.Span, "<a "u8),
            Count(page.Content.Span, "<script"u8)
        );
    }

    /// <summary>Returns a host name without the prefix <c>www.</c>.</summary>
    public static string WithoutWww(string host) =>
        host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host[4..] : host;

    private static Dictionary<string, string> Attributes(string tag)
    {
        var attributes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var match in Attribute().Matches(tag).Cast<Match>())
        {
            attributes.TryAdd(match.Groups[1].Value, WebUtility.HtmlDecode(match.Groups[2].Value.Trim('"', '\'')));
        }

        return attributes;
    }

    private static bool Is(Dictionary<string, string> attributes, string name, string value) =>
        string.Equals(attributes.GetValueOrDefault(name), value, StringComparison.OrdinalIgnoreCase);

    private static Uri? WebUrl(Uri? relativeTo, string? address)
    {
        var isUrl = relativeTo is null
            ? Uri.TryCreate(address, UriKind.Absolute, out var url)
            : Uri.TryCreate(relativeTo, address, out url);
        return isUrl && address is not null && url!.Scheme is "http" or "https" ? url : null;
    }

    private static int Count(ReadOnlySpan<byte> content, ReadOnlySpan<byte> text)
    {
        var count = 0;
        for (int at; (at = content.IndexOf(text)) >= 0; count++)
        {
            content = content[(at + text.Length)..];
        }

        return count;
    }

    [GeneratedRegex(@"<(link|meta|base)\b([^<>]{0,4000})>", RegexOptions.IgnoreCase)]
    private static partial Regex Tag();

    [GeneratedRegex("""([\w:-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""")]
    private static partial Regex Attribute();
}
