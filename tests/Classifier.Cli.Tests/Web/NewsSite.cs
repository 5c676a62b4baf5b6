using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Classifier.Cli.Tests.Web;

/// <summary>A real web server on a free port of this machine, which remembers what it was asked.</summary>
internal sealed class NewsSite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _open;

    private NewsSite(WebApplication app) => _app = app;

    /// <summary>Its address, without a slash behind.</summary>
    public string Address => _app.Urls.Single();

    /// <summary>The paths that were asked for, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>The user agents that asked.</summary>
    public ConcurrentBag<string> Agents { get; } = [];

    /// <summary>The most requests that were open at a time.</summary>
    public int MostOpen { get; private set; }

    /// <summary>Starts a server that gives <paramref name="robots"/> and leaves all else to <paramref name="answer"/>.</summary>
    public static async Task<NewsSite> StartAsync(Func<HttpContext, Task> answer, string? robots = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var site = new NewsSite(builder.Build());
        site._app.Run(async context =>
        {
            site.MostOpen = Math.Max(site.MostOpen, Interlocked.Increment(ref site._open));
            site.Asked.Enqueue(context.Request.Path + context.Request.QueryString);
            site.Agents.Add(context.Request.Headers.UserAgent.ToString());
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
                await answer(context);
            }

            Interlocked.Decrement(ref site._open);
        });
        await site._app.StartAsync();
        return site;
    }

    /// <summary>Answers with a page.</summary>
    public static Task PageAsync(HttpContext context, string html)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(html);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
