namespace Classifier.Cli.Web;

/// <summary>How pages may be fetched.</summary>
/// <param name="Timeout">How long a request may take, its answer read to the end included.</param>
/// <param name="Pause">How long to wait between two requests to a site.</param>
/// <param name="AllowPrivate">Whether to fetch from this machine and private networks, too.</param>
/// <param name="Contact">Where owners of sites can reach the user, an address or an e-mail; null when the user did not say.</param>
internal sealed record WebLimits(TimeSpan Timeout, TimeSpan Pause, bool AllowPrivate, string? Contact)
{
    /// <summary>The most addresses of a run; whoever wants more wants a crawler.</summary>
    public const int MostAddresses = 1_000;

    /// <summary>The most redirects that are followed from one address.</summary>
    public const int MostRedirects = 5;

    /// <summary>How often a request is tried again.</summary>
    public const int MostRetries = 2;

    /// <summary>The longest that a site's <c>Retry-After</c> is waited for.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(30);
}
