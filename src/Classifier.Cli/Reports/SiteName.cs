using Classifier.Cli.Paging;
using Classifier.Cli.Sources;
using Classifier.Pages;

namespace Classifier.Cli.Reports;

/// <summary>Determines the site of a page.</summary>
internal static class SiteName
{
    private const string Unknown = "unknown site";

    /// <summary>Returns the site that the page states itself, or else the site implied by its name or by its first link.</summary>
    public static string FromPage(ScoredPage page) =>
        page.Origin?.Site ?? FromPageName(page.Name) ?? FromLinks(page) ?? FirstFolder(page.Name) ?? Unknown;

    // Returns the host of a URL, or the first folder of a path that is a host name.
    private static string? FromPageName(string name)
    {
        if (Uri.TryCreate(name, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            return PageOrigin.WithoutWww(url.Host);
        }

        var host = Array.Find(
            name.Split('/')[..^1],
            folder =>
                folder.Contains('.', StringComparison.Ordinal)
                && Uri.CheckHostName(folder) == UriHostNameType.Dns
                && !PageNames.IsPage(folder)
        );
        return host is null ? null : PageOrigin.WithoutWww(host);
    }

    private static string? FromLinks(ScoredPage page)
    {
        var links = page
            .Modules.Where(module => module.Kind == PageModuleKind.Editorial)
            .SelectMany(module => module.Items)
            .Select(item => item.Item.Href);
        foreach (var link in links)
        {
            if (Uri.TryCreate(link, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            {
                return PageOrigin.WithoutWww(url.Host);
            }
        }

        return null;
    }

    private static string? FirstFolder(string name) =>
        name.IndexOf('/', StringComparison.Ordinal) is var slash and > 0 ? name[..slash] : null;
}
