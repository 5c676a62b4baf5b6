namespace Classifier.Cli.Paging;

/// <summary>Represents what a page states about itself, for reports.</summary>
/// <param name="Site">The name of its site; null if it is unknown.</param>
/// <param name="BaseUrl">The absolute URL against which its links are resolved; null if it is unknown.</param>
/// <param name="Links">The number of links in its HTML.</param>
/// <param name="Scripts">The number of scripts in its HTML.</param>
internal sealed record PageOrigin(string? Site, string? BaseUrl, int Links, int Scripts)
{
    /// <summary>Resolves a link of the page; returns it unchanged if the URL of the page is unknown.</summary>
    public string? Resolve(string? href) =>
        href is not null && BaseUrl is not null && Uri.TryCreate(new Uri(BaseUrl), href, out var url)
            ? url.AbsoluteUri
            : href;
}
