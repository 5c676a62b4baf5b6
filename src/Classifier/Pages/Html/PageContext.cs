namespace Classifier.Pages.Html;

/// <summary>Represents the site and the date of a page, used to resolve links and relative dates and to recognize external links.</summary>
/// <param name="BaseAddress">The base address of links; null to leave links as written.</param>
/// <param name="Hosts">The hosts of the site; a syndicated page has that of its source too. Empty if neither the caller nor the page
/// specifies any.</param>
/// <param name="Date">The date of the page; null if unknown.</param>
internal sealed record PageContext(Uri? BaseAddress, IReadOnlyList<string> Hosts, DateTimeOffset? Date)
{
    private const int MaxLinks = 1000;

    /// <summary>Determines the site and the date of a page.</summary>
    /// <param name="metadata">The metadata of the page.</param>
    /// <param name="tree">The visible part of the page.</param>
    /// <param name="url">The address of the page; null if unknown.</param>
    public static PageContext Of(PageMetadata metadata, PageTree tree, Uri? url)
    {
        var written = metadata.BaseAddress;
        var baseAddress =
            url is not null && written is not null && Uri.TryCreate(url, written, out var resolved) ? resolved : url;
        string?[] own =
        [
            url is { IsAbsoluteUri: true } ? url.Host : null,
            HostOf(metadata.CanonicalAddress),
            HostOf(metadata.Contents("og:url").FirstOrDefault()),
        ];
        string[] hosts = [.. own.OfType<string>()];
        if (hosts.Length == 0 && (HostOf(written) ?? MostFrequentHost(tree)) is { } host)
        {
            hosts = [host];
        }

        return new PageContext(baseAddress, hosts, PageDate.Of(metadata));
    }

    /// <summary>Returns the most frequent host among the links, which is the site itself if most links are absolute.</summary>
    private static string? MostFrequentHost(PageTree tree)
    {
        string?[] hosts =
        [
            .. tree
                .Nodes.Where(node => node.Tag == "a" && node.Attribute("href") is [not '#', ..])
                .Take(MaxLinks)
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

    /// <summary>Resolves a link against the base address.</summary>
    public string? Resolve(string? href) =>
        href is not null && BaseAddress is not null && Uri.TryCreate(BaseAddress, href, out var resolved)
            ? resolved.AbsoluteUri
            : href;

    /// <summary>Determines whether a link leads to the site itself or one of its subdomains.</summary>
    public bool IsOwn(string href) => HostOf(href) is not { } host || Hosts.Any(own => NameOf(own) == NameOf(host));

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

    /// <summary>Returns the name of a site in a host: "paper" for both www.paper.co.uk and paper.com.</summary>
    private static string NameOf(string host)
    {
        var labels = host.Split('.');
        var suffix = labels.Length > 2 && labels[^1].Length == 2 && labels[^2].Length <= 3 ? 2 : 1;
        return labels[Math.Max(0, labels.Length - suffix - 1)];
    }
}
