using Classifier.Pages.Html;

namespace Classifier.Pages;

/// <summary>Represents what an HTML page states about itself.</summary>
/// <param name="Site">The host of its address without <c>www.</c>, or else the name of its site; null if it states neither.</param>
/// <param name="BaseUrl">The absolute URL against which its links are resolved; null if it is unknown.</param>
/// <param name="Links">The number of links in its HTML.</param>
/// <param name="Scripts">The number of scripts in its HTML.</param>
public sealed record PageOrigin(string? Site, string? BaseUrl, int Links, int Scripts)
{
    /// <summary>Resolves a link of the page; returns it unchanged if the URL of the page is unknown.</summary>
    public string? Resolve(string? href) =>
        href is not null && BaseUrl is not null && Uri.TryCreate(new Uri(BaseUrl), href, out var url)
            ? url.AbsoluteUri
            : href;

    /// <summary>Returns a host name without the prefix <c>www.</c>.</summary>
    public static string WithoutWww(string host) =>
        host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host[4..] : host;

    /// <summary>Determines the origin of a page from its metadata and its address, which is null if unknown.</summary>
    internal static PageOrigin Of(PageMetadata metadata, Uri? url)
    {
        var own =
            url
            ?? WebUrl(null, metadata.CanonicalAddress)
            ?? WebUrl(null, metadata.Contents("og:url").FirstOrDefault());
        var site = metadata.Contents("og:site_name").FirstOrDefault()?.Trim();
        return new PageOrigin(
            own is not null ? WithoutWww(own.Host)
                : string.IsNullOrEmpty(site) ? null
                : site,
            (WebUrl(own, metadata.BaseAddress) ?? own)?.AbsoluteUri,
            metadata.Links,
            metadata.ScriptCount
        );
    }

    private static Uri? WebUrl(Uri? relativeTo, string? address)
    {
        var isUrl = relativeTo is null
            ? Uri.TryCreate(address, UriKind.Absolute, out var url)
            : Uri.TryCreate(relativeTo, address, out url);
        return isUrl && address is not null && url!.Scheme is "http" or "https" ? url : null;
    }
}
