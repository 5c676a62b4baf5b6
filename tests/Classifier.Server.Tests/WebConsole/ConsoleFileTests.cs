using System.Net;
using Classifier.Server.Tests.Json;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Server.Tests.WebConsole;

public sealed class ConsoleFileTests(RunningServer server)
{
    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/console.js", "text/javascript")]
    [InlineData("/console.css", "text/css")]
    [InlineData("/console.svg", "image/svg+xml")]
    public async Task Files_allow_nothing_inline_and_no_frames(string path, string type)
    {
        using var response = await GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; ", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("DENY", Assert.Single(response.Headers.GetValues("X-Frame-Options")));
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
    }

    [Fact]
    public async Task The_page_has_nothing_inline_and_loads_nothing_from_other_sites()
    {
        using var response = await GetAsync("/");
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.DoesNotMatch("(?i)<script>|<style|style=| on[a-z]+=|https?:", html);
    }

    [Theory]
    [InlineData("navigate", HttpStatusCode.OK)]
    [InlineData("no-cors", HttpStatusCode.Forbidden)]
    public async Task Other_sites_can_link_to_the_page_but_not_load_it(string mode, HttpStatusCode expected)
    {
        using var response = await GetAsync("/", ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", mode));

        Assert.Equal(expected, response.StatusCode);
    }

    private Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, server.JsonAddress + path);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return JsonClient.SendAsync(request);
    }
}
