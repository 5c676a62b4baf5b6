namespace Classifier.Cli.Reports;

/// <summary>Tells which site a page is of, by its name.</summary>
internal static class SiteName
{
    private const string Unknown = "site not told";

    /// <summary>The host of an address; of a path the folder that is named like a host, else the first folder.</summary>
    public static string Of(string page)
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
