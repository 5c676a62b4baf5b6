namespace Classifier.Cli.Reports;

/// <summary>Derives the site of a page from its name.</summary>
internal static class SiteName
{
    private const string Unknown = "unknown site";

    /// <summary>Returns the host of a URL. For a path it returns the first folder that is a host name, or else the first folder.</summary>
    public static string FromPageName(string page)
    {
        if (Uri.TryCreate(page, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            return WithoutWww(url.Host);
        }

        var folders = page.Split('/')[..^1];
        var host = Array.Find(
            folders,
            folder =>
                folder.Contains('.', StringComparison.Ordinal)
                && Uri.CheckHostName(folder) == UriHostNameType.Dns
                && !Sources.PageNames.IsPage(folder)
        );
        return host is not null ? WithoutWww(host)
            : folders.Length > 0 ? folders[0]
            : Unknown;
    }

    private static string WithoutWww(string host) =>
        host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host[4..] : host;
}
