namespace Classifier.Cli.Web;

/// <summary>Specifies how pages are fetched.</summary>
/// <param name="Timeout">The maximum duration of a request, including the response body.</param>
/// <param name="Pause">The minimum delay between two requests to the same site.</param>
/// <param name="AllowPrivate">Whether to allow requests to this machine and to private networks.</param>
/// <param name="Contact">A URL or email address where site owners can reach the user; null if none was specified.</param>
internal sealed record WebLimits(TimeSpan Timeout, TimeSpan Pause, bool AllowPrivate, string? Contact)
{
    /// <summary>The maximum number of URLs in a run; larger jobs need a crawler.</summary>
    public const int MaxAddresses = 1_000;

    /// <summary>The maximum number of redirects that are followed from one URL.</summary>
    public const int MaxRedirects = 5;

    /// <summary>The maximum number of retries of a request.</summary>
    public const int MaxRetries = 2;

    /// <summary>The maximum <c>Retry-After</c> delay that is honored with a retry.</summary>
    public static readonly TimeSpan MaxRetryAfter = TimeSpan.FromSeconds(30);
}
