using AngleSharp.Html.Dom;

namespace Classifier.Pages;

/// <summary>Where a page is from: its address, to resolve links against, and its site, to tell its own links from others'.</summary>
/// <param name="BaseAddress">What links are resolved against; null to leave them as written.</param>
/// <param name="Host">The site's host; null when neither the page nor the caller says it.</param>
internal sealed record PageSite(Uri? BaseAddress, string? Host)
{
    private const int MostLinks = 1000;

    /// <summary>Reads where a page is from.</summary>
    /// <param name="document">The page.</param>
    /// <param name="tree">What is visible of it.</param>
    /// <param name="url">Its address; null when it is not known.</param>
    public static PageSite Of(IHtmlDocument document, PageTree tree, Uri? url)
    {
        var written = document.QuerySelector("base[href]")?.GetAttribute("href");
        var baseAddress =
            url is not null && written is not null && Uri.TryCreate(url, written, out var resolved) ? resolved : url;
        var own =
            document.QuerySelector("link[rel=canonical]")?.GetAttribute("href")
            ?? document.QuerySelector("meta[property='og:url']")?.GetAttribute("content");
        var host = url is { IsAbsoluteUri: true } ? url.Host : HostOf(own) ?? HostOf(written) ?? MostLinked(tree);
        return new PageSite(baseAddress, host);
    }

    /// <summary>A page that does not say where it is from, and whose links say whole addresses, leads to its own site most.</summary>
    private static string? MostLinked(PageTree tree)
    {
        string?[] hosts =
        [
            .. tree
                .Nodes.Where(node => node.Tag == "a" && node.Attribute("href") is [not '#', ..])
                .Take(MostLinks)
                .Select(node => HostOf(node.Attribute("href"))),
        ];
        return
            hosts
                .CountBy(host => host ?? "")
                .OrderByDescending(host => host.Value)
                .Select(host => host.Key)
                .FirstOrDefault()
                is { Length: > 0 } most
            ? most
            : null;
    }

    /// <summary>A link as the caller wants it.</summary>
    public string? Resolve(string? href) =>
        href is not null && BaseAddress is not null && Uri.TryCreate(BaseAddress, href, out var resolved)
            ? resolved.AbsoluteUri
            : href;

    /// <summary>Whether a link leads to the site itself, subdomains included.</summary>
    public bool IsOwn(string href) => HostOf(href) is not { } host || Host is not null && NameOf(host) == NameOf(Host);

    private static string? HostOf(string? href) =>
        href is null ? null
        : Uri.TryCreate(
            href.StartsWith("//", StringComparison.Ordinal) ? "https:" + href : href,
            UriKind.Absolute,
            out var address
        )
        && address.Host.Length > 0
            ? address.Host
        : null;

    /// <summary>A site's name in its host: "paper" of www.paper.co.uk and of paper.com alike.</summary>
    private static string NameOf(string host)
    {
        var labels = host.Split('.');
        var suffix = labels.Length > 2 && labels[^1].Length == 2 && labels[^2].Length <= 3 ? 2 : 1;
        return labels[Math.Max(0, labels.Length - suffix - 1)];
    }
}
