using System.Globalization;
using System.Text.Json;
using Classifier.Cli.Tests.Commands.Scoring;
using Classifier.Tests.Common;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Classifier.Cli.Tests.Web;

/// <summary>Tests <c>page --url</c> against a local web server.</summary>
public sealed class WebPagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_page_is_fetched_and_its_links_are_resolved_against_the_final_URL()
    {
        await using var site = await NewsSite.StartAsync(context =>
        {
            if (context.Request.Path != "/moved")
            {
                return NewsSite.RespondAsync(context, PageCommandTests.Html);
            }

            context.Response.Redirect("/deep/er/page");
            return Task.CompletedTask;
        });

        var result = await FetchAsync(site, "/moved", "--contact", "me@example.org");

        Assert.Equal(0, result.ExitCode);
        using var json = JsonDocument.Parse(Assert.Single(result.Lines));
        Assert.Equal(site.Address + "/moved", json.RootElement.GetProperty("page").GetString());
        Assert.Contains($"\"href\":\"{site.Address}/news/2\"", result.Output, StringComparison.Ordinal);
        Assert.Equal(["/robots.txt", "/moved", "/deep/er/page"], site.Requests);
        Assert.All(
            site.UserAgents,
            agent => Assert.Matches(@"^classifier/\d+\.\d+\.\d+ \(\+me@example\.org\)$", agent)
        );
    }

    [Fact]
    public async Task Nothing_is_fetched_without_the_url_option()
    {
        await using var site = await NewsSite.StartAsync(context =>
            NewsSite.RespondAsync(context, PageCommandTests.Html)
        );
        var saved = _folder.Write(
            "saved.html",
            PageCommandTests.Html.Replace("/news/", site.Address + "/news/", StringComparison.Ordinal)
        );

        var named = await ClassifierProgram.RunAsync(["page", site.Address + "/a"]);
        var read = await ClassifierProgram.RunAsync([
            "page",
            saved,
            "--base-url",
            site.Address + "/a",
            "--allow-private",
        ]);

        Assert.Equal(1, named.ExitCode);
        Assert.Contains("--url", named.Error, StringComparison.Ordinal);
        Assert.Equal(0, read.ExitCode);
        Assert.Empty(site.Requests);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("2130706433")]
    public async Task Local_addresses_are_rejected_by_default_regardless_of_their_notation(string host)
    {
        await using var site = await NewsSite.StartAsync(context =>
            NewsSite.RespondAsync(context, PageCommandTests.Html)
        );
        var port = new Uri(site.Address).Port;

        var result = await ClassifierProgram.RunAsync([
            "page",
            "--url",
            string.Create(CultureInfo.InvariantCulture, $"http://{host}:{port}/a"),
        ]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--allow-private", Error(Assert.Single(result.Lines)), StringComparison.Ordinal);
        Assert.Empty(site.Requests);
    }

    [Fact]
    public async Task A_page_that_robots_txt_disallows_is_an_error_and_not_requested()
    {
        await using var site = await NewsSite.StartAsync(
            context =>
            {
                if (context.Request.Path == "/leads-there")
                {
                    context.Response.Redirect("/private/b");
                }

                return context.Request.Path == "/leads-there"
                    ? Task.CompletedTask
                    : NewsSite.RespondAsync(context, PageCommandTests.Html);
            },
            "User-agent: classifier\nDisallow: /private\n"
        );

        var result = await ClassifierProgram.RunAsync([
            "page",
            "--allow-private",
            "--pause",
            "0",
            "--url",
            site.Address + "/private/a",
            site.Address + "/news",
            site.Address + "/leads-there",
        ]);

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(3, result.Lines.Length);
        Assert.Contains("robots.txt", Error(result.Lines[0]), StringComparison.Ordinal);
        Assert.Contains("Ferry service", result.Lines[1], StringComparison.Ordinal);
        Assert.Contains("robots.txt", Error(result.Lines[2]), StringComparison.Ordinal);
        Assert.Equal(1, site.Requests.Count(path => path == "/robots.txt"));
        Assert.DoesNotContain(site.Requests, path => path.StartsWith("/private", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_site_with_unavailable_robots_txt_is_not_fetched()
    {
        await using var site = await NewsSite.StartAsync(
            context =>
            {
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                context.Response.Headers.RetryAfter = "0";
                return Task.CompletedTask;
            },
            robots: ""
        );

        var result = await FetchAsync(site, "/news");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("robots.txt", Error(result.Lines[0]), StringComparison.Ordinal);
        Assert.Equal(["/robots.txt", "/robots.txt", "/robots.txt"], site.Requests);
    }

    [Theory]
    [InlineData(StatusCodes.Status503ServiceUnavailable)]
    [InlineData(StatusCodes.Status429TooManyRequests)]
    public async Task A_transient_failure_is_retried_after_the_requested_delay(int status)
    {
        var tries = 0;
        var asked = new List<DateTime>();
        await using var site = await NewsSite.StartAsync(context =>
        {
            asked.Add(DateTime.UtcNow);
            if (tries++ > 0)
            {
                return NewsSite.RespondAsync(context, PageCommandTests.Html);
            }

            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "2";
            return Task.CompletedTask;
        });

        var result = await FetchAsync(site, "/news");

        Assert.Equal(0, result.ExitCode);
        Assert.True(asked[1] - asked[0] >= TimeSpan.FromSeconds(1.9), "the retry came before the requested delay");
    }

    [Fact]
    public async Task A_site_that_requests_a_long_delay_is_not_retried()
    {
        await using var site = await NewsSite.StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = "3600";
            return Task.CompletedTask;
        });

        var result = await FetchAsync(site, "/news");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("3,600 seconds", Error(result.Lines[0]), StringComparison.Ordinal);
        Assert.Equal(["/robots.txt", "/news"], site.Requests);
    }

    [Theory]
    [InlineData("/large", "5,242,880")]
    [InlineData("/bomb", "5,242,880")]
    [InlineData("/circle", "more than 5 times")]
    [InlineData("/ftp", "ftp:")]
    [InlineData("/gone", "404")]
    [InlineData("/empty", "empty")]
    [InlineData("/picture", "picture")]
    [InlineData("/slow", "0.5 seconds")]
    public async Task A_page_that_cannot_be_fetched_is_one_error_and_the_run_continues(string path, string expected)
    {
        await using var site = await NewsSite.StartAsync(MisbehaveAsync);

        var result = await ClassifierProgram.RunAsync([
            "page",
            "--allow-private",
            "--pause",
            "0",
            "--timeout",
            path == "/slow" ? "0.5" : "20",
            "--url",
            site.Address + path,
            site.Address + "/fine",
        ]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, Error(result.Lines[0]), StringComparison.Ordinal);
        Assert.Contains("Ferry service", result.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_to_a_site_are_sequential_and_pages_keep_their_order()
    {
        await using var site = await NewsSite.StartAsync(async context =>
        {
            await Task.Delay(50);
            await NewsSite.RespondAsync(context, PageCommandTests.Html);
        });

        var result = await ClassifierProgram.RunAsync([
            "page",
            "--allow-private",
            "--pause",
            "0",
            "--url",
            .. Enumerable.Range(0, 8).Select(i => $"{site.Address}/{i}"),
        ]);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            Enumerable.Range(0, 8).Select(i => $"{site.Address}/{i}"),
            result.Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("page").GetString())
        );
        Assert.Equal(1, site.MaxConcurrency);
    }

    [Fact]
    public async Task A_resumed_run_does_not_fetch_pages_again()
    {
        // At most two pages per core are in flight, so the first pages are complete when the last is requested.
        var last = (2 * Environment.ProcessorCount) + 2;
        var (holds, held) = (true, new TaskCompletionSource());
        await using var site = await NewsSite.StartAsync(async context =>
        {
            if (holds && context.Request.Path == $"/{last}")
            {
                held.TrySetResult();
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }

            await NewsSite.RespondAsync(context, PageCommandTests.Html);
        });
        string[] command =
        [
            "page",
            _folder.Write("saved.html", PageCommandTests.Html),
            "--allow-private",
            "--pause",
            "0",
            "--output",
            _folder.Of("rows.csv"),
            "--url",
            .. Enumerable.Range(1, last).Select(i => $"{site.Address}/{i}"),
        ];

        using (var process = ClassifierProgram.Start(command))
        {
            await held.Task.WaitAsync(TestContext.Current.CancellationToken);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var done = (
            await File.ReadAllLinesAsync(_folder.Of(".rows.csv.journal"), TestContext.Current.CancellationToken)
        )[2..]
            .Select(line => new Uri(JsonDocument.Parse(line).RootElement.GetProperty("page").GetString()!).AbsolutePath)
            .ToArray();
        holds = false;
        var resumed = await ClassifierProgram.RunAsync([.. command, "--resume"]);

        Assert.Equal(0, resumed.ExitCode);
        Assert.Contains("/1", done);
        Assert.All(done, path => Assert.Single(site.Requests, path));
        var rows = await File.ReadAllLinesAsync(_folder.Of("rows.csv"), TestContext.Current.CancellationToken);
        Assert.Equal(1 + (4 * (1 + last)), rows.Length);
    }

    [Theory]
    [InlineData("--url", "ftp://x.example/a")]
    [InlineData("--url", "file:///etc/passwd")]
    [InlineData("--contact", "two words")]
    [InlineData("--pause", "-1")]
    [InlineData("--timeout", "0")]
    public async Task Invalid_options_cause_an_error_of_one_line(string option, string value)
    {
        var result = await ClassifierProgram.RunAsync([
            "page",
            _folder.Write("ferry.html", PageCommandTests.Html),
            option,
            value,
        ]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(value, Assert.Single(result.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_in_a_URL_is_neither_sent_nor_printed()
    {
        var result = await ClassifierProgram.RunAsync(["page", "--url", "https://me:secret@x.example/a"]);

        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain("secret", result.Error, StringComparison.Ordinal);
    }

    private static Task MisbehaveAsync(HttpContext context)
    {
        var response = context.Response;
        switch (context.Request.Path)
        {
            case "/large":
                return response.Body.WriteAsync(new byte[6 * 1024 * 1024]).AsTask();
            case "/bomb":
                response.Headers.ContentEncoding = "gzip";
                return response.Body.WriteAsync(Bomb()).AsTask();
            case "/circle":
                response.Redirect("/circle");
                return Task.CompletedTask;
            case "/ftp":
                response.Redirect("ftp://x.example/page");
                return Task.CompletedTask;
            case "/gone":
                response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            case "/empty":
                return Task.CompletedTask;
            case "/picture":
                return response.Body.WriteAsync((byte[])[0xff, 0xd8, 0xff, 0xe0, 0, 0]).AsTask();
            case "/slow":
                return Task.Delay(TimeSpan.FromSeconds(20), context.RequestAborted);
            default:
                return NewsSite.RespondAsync(context, PageCommandTests.Html);
        }
    }

    private static byte[] Bomb()
    {
        using var compressed = new MemoryStream();
        using (
            var gzip = new System.IO.Compression.GZipStream(
                compressed,
                System.IO.Compression.CompressionLevel.SmallestSize
            )
        )
        {
            for (var i = 0; i < 200; i++)
            {
                gzip.Write(new byte[1024 * 1024]);
            }
        }

        return compressed.ToArray();
    }

    private static Task<ClassifierProgram.Result> FetchAsync(NewsSite site, string path, params string[] more) =>
        ClassifierProgram.RunAsync(["page", "--allow-private", "--pause", "0", "--url", site.Address + path, .. more]);

    private static string Error(string line) => JsonDocument.Parse(line).RootElement.GetProperty("error").GetString()!;
}
