using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Classifier.Cli.Sources;
using Classifier.Pages;
using Polly;
using Polly.Retry;

namespace Classifier.Cli.Web;

/// <summary>Fetches pages over HTTP and HTTPS with one concurrent request per site. It honors robots.txt for each request and
/// redirect, limits size, redirects, and time, and retries transient failures. It stores no cookies and uses no proxy, because
/// the address behind a proxy cannot be checked.</summary>
internal sealed class WebPages : IDisposable
{
    /// <summary>The product token of this program in robots.txt and in the User-Agent header.</summary>
    private const string ProductToken = "classifier";

    private readonly WebLimits _limits;
    private readonly HttpClient _http;
    private readonly ResiliencePipeline<WebResponse> _retry;
    private readonly ConcurrentDictionary<string, WebSite> _sites = new(StringComparer.OrdinalIgnoreCase);
    private readonly CancellationTokenSource _disposed = new();

    /// <summary>Creates a client without sending requests.</summary>
    public WebPages(WebLimits limits)
    {
        _limits = limits;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
        };
        if (!limits.AllowPrivate)
        {
            handler.ConnectCallback = PublicAddress.ConnectAsync;
        }

        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", UserAgent(limits.Contact));
        _http.DefaultRequestHeaders.Accept.ParseAdd(
            "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, text/plain;q=0.8"
        );
        _retry = new ResiliencePipelineBuilder<WebResponse>()
            .AddRetry(
                new RetryStrategyOptions<WebResponse>
                {
                    ShouldHandle = new PredicateBuilder<WebResponse>()
                        .Handle<HttpRequestException>(exception =>
                            exception.HttpRequestError
                                is not (HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
                            && exception.InnerException is not PageReadException
                        )
                        .Handle<IOException>()
                        .HandleResult(response =>
                            response.IsTransientFailure && !(response.RetryAfter > WebLimits.MaxRetryAfter)
                        ),
                    MaxRetryAttempts = WebLimits.MaxRetries,
                    Delay = TimeSpan.FromSeconds(0.5),
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    DelayGenerator = attempt => ValueTask.FromResult(attempt.Outcome.Result?.RetryAfter),
                }
            )
            .Build();
    }

    /// <summary>Returns the User-Agent header: name, version, and contact.</summary>
    public static string UserAgent(string? contact) =>
        $"{ProductToken}/{typeof(WebPages).Assembly.GetName().Version!.ToString(3)}"
        + (contact is null ? "" : $" (+{contact})");

    /// <summary>Creates a page that is fetched when its content is read.</summary>
    public SourcePage Page(Uri url) => new(url.AbsoluteUri, stop => FetchAsync(url, stop));

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed.Cancel();
        _http.Dispose();
        foreach (var site in _sites.Values)
        {
            site.Dispose();
        }

        _disposed.Dispose();
    }

    private async ValueTask<PageBytes> FetchAsync(Uri url, CancellationToken stop)
    {
        for (var redirects = 0; redirects <= WebLimits.MaxRedirects; redirects++)
        {
            var robots = await Site(url).Robots.WaitAsync(stop);
            if (!robots.Allows(url))
            {
                throw new PageReadException(
                    robots == RobotsRules.DisallowAll
                        ? $"robots.txt of {url.Authority} is temporarily unavailable, so nothing may be fetched from the site; try again later"
                        : $"robots.txt of {url.Authority} disallows {url.AbsolutePath}"
                );
            }

            var response = await SendAsync(url, PageReader.MaxBytes, stop);
            if (response.Location is { } next)
            {
                url = next.Scheme is "http" or "https"
                    ? next
                    : throw new PageReadException(
                        $"the page redirects to the scheme {next.Scheme}:; only http and https are supported"
                    );
                continue;
            }

            if (response.Status != HttpStatusCode.OK)
            {
                throw new PageReadException(
                    $"the site returned status {(int)response.Status} ({response.Status})"
                        + (
                            response.RetryAfter is { } wait
                                ? $" and requests a retry after {wait.TotalSeconds:N0} seconds"
                                : ""
                        )
                );
            }

            return response.Content.Length == 0 ? throw new PageReadException("the page is empty")
                : response.Content.Length > PageReader.MaxBytes ? throw BoundedContent.TooLarge()
                : new PageBytes(response.Content, null, response.Charset, url);
        }

        throw new PageReadException($"the page redirects more than {WebLimits.MaxRedirects} times");
    }

    private WebSite Site(Uri url) =>
        _sites.GetOrAdd(
            url.GetLeftPart(UriPartial.Authority),
            site => new WebSite(_limits.Pause, () => RobotsAsync(new Uri(site + "/robots.txt")))
        );

    // RFC 9309, section 2.3.1: a missing robots.txt allows everything, and an unreachable one disallows everything.
    private async Task<RobotsRules> RobotsAsync(Uri url)
    {
        for (var redirects = 0; redirects <= WebLimits.MaxRedirects; redirects++)
        {
            var response = await SendAsync(url, RobotsRules.MaxBytes, _disposed.Token);
            if (response.Location is not { Scheme: "http" or "https" } next)
            {
                return response.IsTransientFailure ? RobotsRules.DisallowAll
                    : response.Status == HttpStatusCode.OK
                        ? RobotsRules.Parse(Encoding.UTF8.GetString(response.Content.Span), ProductToken)
                    : RobotsRules.AllowAll;
            }

            url = next;
        }

        return RobotsRules.AllowAll;
    }

    private async Task<WebResponse> SendAsync(Uri url, int maxBytes, CancellationToken stop)
    {
        try
        {
            return await _retry.ExecuteAsync(
                async token => await Site(url).RunExclusiveAsync(() => SendOnceAsync(url, maxBytes, token), token),
                stop
            );
        }
        catch (HttpRequestException exception)
        {
            var cause =
                exception.HttpRequestError == HttpRequestError.SecureConnectionError
                    ? exception.InnerException ?? exception
                    : exception;
            throw exception.InnerException as PageReadException
                ?? new PageReadException($"the page cannot be fetched: {cause.Message}", exception);
        }
    }

    private async Task<WebResponse> SendOnceAsync(Uri url, int maxBytes, CancellationToken stop)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        deadline.CancelAfter(_limits.Timeout);
        try
        {
            using var response = await _http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            return await WebResponse.ReadAsync(response, url, maxBytes, deadline.Token);
        }
        catch (OperationCanceledException exception) when (!stop.IsCancellationRequested)
        {
            throw new PageReadException(
                $"the site did not respond within {_limits.Timeout.TotalSeconds:0.#} seconds",
                exception
            );
        }
    }
}
