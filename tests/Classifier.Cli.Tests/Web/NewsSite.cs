using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Classifier.Cli.Tests.Web;

/// <summary>Runs a web server on a free local port and records its requests.</summary>
internal sealed class NewsSite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _open;

    private NewsSite(WebApplication app) => _app = app;

    /// <summary>Gets the base URL without a trailing slash.</summary>
    public string Address => _app.Urls.Single();

    /// <summary>Gets the requested paths in order.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Gets the User-Agent headers of all requests.</summary>
    public ConcurrentBag<string> UserAgents { get; } = [];

    /// <summary>Gets the maximum number of concurrent requests.</summary>
    public int MaxConcurrency { get; private set; }

    /// <summary>Starts a server.</summary>
    /// <param name="respond">Handles requests other than robots.txt.</param>
    /// <param name="robots">The content of robots.txt; null for status 404, empty to pass the request to <paramref name="respond"/>.</param>
    public static async Task<NewsSite> StartAsync(Func<HttpContext, Task> respond, string? robots = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var site = new NewsSite(builder.Build());
        site._app.Run(async context =>
        {
            site.MaxConcurrency = Math.Max(site.MaxConcurrency, Interlocked.Increment(ref site._open));
            site.Requests.Enqueue(context.Request.Path + context.Request.QueryString);
            site.UserAgents.Add(context.Request.Headers.UserAgent.ToString());
            if (context.Request.Path == "/robots.txt" && robots is null)
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
            }
            else if (context.Request.Path == "/robots.txt" && robots!.Length > 0)
            {
                await context.Response.WriteAsync(robots);
            }
            else
            {
                await respond(context);
            }

            Interlocked.Decrement(ref site._open);
        });
        await site._app.StartAsync();
        return site;
    }

    /// <summary>Responds with a page.</summary>
    public static Task RespondAsync(HttpContext context, string html)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(html);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
