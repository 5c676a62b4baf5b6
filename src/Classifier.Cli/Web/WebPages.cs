using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Classifier.Cli.Sources;
using Classifier.Pages;
using Polly;
using Polly.Retry;

namespace Classifier.Cli.Web;

/// <summary>Fetches the pages that the user names: by http and https only, one request at a time from a site, with robots.txt
/// honored at each step of the way, bounded numbers of bytes, redirects and seconds, and tries again where a site is
/// busy. Keeps no cookies, and knows no proxy: behind one, what it connects to could not be checked.</summary>
internal sealed class WebPages : IDisposable
{
    /// <summary>The name by which robots.txt knows this program.</summary>
    private const string Crawler = "classifier";

    private readonly WebLimits _limits;
    private readonly HttpClient _http;
    private readonly ResiliencePipeline<WebAnswer> _trying;
    private readonly ConcurrentDictionary<string, WebSite> _sites = new(StringComparer.OrdinalIgnoreCase);
    private readonly CancellationTokenSource _disposed = new();

    /// <summary>Makes a client; nothing is fetched yet.</summary>
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
        _trying = new ResiliencePipelineBuilder<WebAnswer>()
            .AddRetry(
                new RetryStrategyOptions<WebAnswer>
                {
                    ShouldHandle = new PredicateBuilder<WebAnswer>()
                        .Handle<HttpRequestException>(exception =>
                            exception.HttpRequestError
                                is not (HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
                            && exception.InnerException is not PageDefectException
                        )
                        .Handle<IOException>()
                        .HandleResult(answer => answer.IsPassing && !(answer.RetryAfter > WebLimits.LongestRetryAfter)),
                    MaxRetryAttempts = WebLimits.MostRetries,
                    Delay = TimeSpan.FromSeconds(0.5),
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    DelayGenerator = attempt => ValueTask.FromResult(attempt.Outcome.Result?.RetryAfter),
                }
            )
            .Build();
    }

    /// <summary>What the program says of itself to sites: name, version, and where its user can be reached.</summary>
    public static string UserAgent(string? contact) =>
        $"{Crawler}/{typeof(WebPages).Assembly.GetName().Version!.ToString(3)}"
        + (contact is null ? "" : $" (+{contact})");

    /// <summary>A page that is fetched when it is read.</summary>
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
        for (var redirects = 0; redirects <= WebLimits.MostRedirects; redirects++)
        {
            var robots = await Site(url).Robots.WaitAsync(stop);
            if (!robots.Allows(url))
            {
                throw new PageDefectException(
                    robots == RobotsRules.DisallowAll
                        ? $"robots.txt of {url.Authority} cannot be had for now, and until then nothing may be fetched from there"
                        : $"robots.txt of {url.Authority} does not let {url.AbsolutePath} be fetched"
                );
            }

            var answer = await SendAsync(url, PageReader.MaxBytes, stop);
            if (answer.Location is { } next)
            {
                url = next.Scheme is "http" or "https"
                    ? next
                    : throw new PageDefectException(
                        $"the page leads to an address of {next.Scheme}:, and only http and https are fetched"
                    );
                continue;
            }

            if (answer.Status != HttpStatusCode.OK)
            {
                throw new PageDefectException(
                    $"the site answers with status {(int)answer.Status} ({answer.Status})"
                        + (
                            answer.RetryAfter is { } wait
                                ? $" and asks to come again after {wait.TotalSeconds:N0} seconds"
                                : ""
                        )
                );
            }

            return answer.Content.Length == 0 ? throw new PageDefectException("the page is empty")
                : answer.Content.Length > PageReader.MaxBytes ? throw BoundedContent.TooLarge()
                : new PageBytes(answer.Content, null, answer.Charset, url);
        }

        throw new PageDefectException($"the page leads on to another more than {WebLimits.MostRedirects} times");
    }

    private WebSite Site(Uri url) =>
        _sites.GetOrAdd(
            url.GetLeftPart(UriPartial.Authority),
            site => new WebSite(_limits.Pause, () => RobotsAsync(new Uri(site + "/robots.txt")))
        );

    // RFC 9309, section 2.3.1: no robots.txt allows everything, one that cannot be had for now nothing.
    private async Task<RobotsRules> RobotsAsync(Uri url)
    {
        for (var redirects = 0; redirects <= WebLimits.MostRedirects; redirects++)
        {
            var answer = await SendAsync(url, RobotsRules.MostBytes, _disposed.Token);
            if (answer.Location is not { Scheme: "http" or "https" } next)
            {
                return answer.IsPassing ? RobotsRules.DisallowAll
                    : answer.Status == HttpStatusCode.OK
                        ? RobotsRules.Parse(Encoding.UTF8.GetString(answer.Content.Span), Crawler)
                    : RobotsRules.AllowAll;
            }

            url = next;
        }

        return RobotsRules.AllowAll;
    }

    private async Task<WebAnswer> SendAsync(Uri url, int mostBytes, CancellationToken stop)
    {
        try
        {
            return await _trying.ExecuteAsync(
                async token => await Site(url).InTurnAsync(() => SendOnceAsync(url, mostBytes, token), token),
                stop
            );
        }
        catch (HttpRequestException exception)
        {
            var cause =
                exception.HttpRequestError == HttpRequestError.SecureConnectionError
                    ? exception.InnerException ?? exception
                    : exception;
            throw exception.InnerException as PageDefectException
                ?? new PageDefectException($"the page cannot be fetched: {cause.Message}", exception);
        }
    }

    private async Task<WebAnswer> SendOnceAsync(Uri url, int mostBytes, CancellationToken stop)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        deadline.CancelAfter(_limits.Timeout);
        try
        {
            using var response = await _http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            return await WebAnswer.ReadAsync(response, url, mostBytes, deadline.Token);
        }
        catch (OperationCanceledException exception) when (!stop.IsCancellationRequested)
        {
            throw new PageDefectException(
                $"the site did not answer within {_limits.Timeout.TotalSeconds:0.#} seconds",
                exception
            );
        }
    }
}
