using System.Net;
using Classifier.Access;
using Classifier.Server.Tests.Json;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Server.Tests.Telemetry;

public sealed class MetricsEndpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Metrics_are_only_served_on_their_own_address_and_nothing_else_is()
    {
        await using var server = await RunningServer.StartAsync(
            "--Classifier:Telemetry:PrometheusUrl",
            "http://127.0.0.1:0"
        );

        var (status, text) = await GetAsync(server.MetricsAddress + "/metrics");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("# TYPE classifier_headlines_total counter", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(server.JsonAddress + "/metrics")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(server.MetricsAddress + "/v1/models")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(server.MetricsAddress + "/healthz")).Status);
    }

    [Fact]
    public async Task Metrics_need_a_key_with_their_scope_if_there_are_keys()
    {
        var file = _folder.Of("keys.json");
        var reader = ApiKeyFile.Add(file, "reader", [ApiScopes.Classify, ApiScopes.Admin], DateTimeOffset.UtcNow, null);
        var scraper = ApiKeyFile.Add(file, "scraper", [ApiScopes.Metrics], DateTimeOffset.UtcNow, null);
        await using var server = await RunningServer.StartAsync(
            "--Classifier:Security:Keys",
            file,
            "--Classifier:Telemetry:PrometheusUrl",
            "http://127.0.0.1:0"
        );
        var metrics = server.MetricsAddress + "/metrics";

        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(metrics)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await GetAsync(metrics, reader)).Status);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(metrics, scraper)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await GetAsync(server.JsonAddress + "/v1/models", scraper)).Status);
    }

    [Fact]
    public async Task An_address_that_other_machines_can_reach_needs_TLS_and_keys()
    {
        var e = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            RunningServer.StartAsync("--Classifier:Telemetry:PrometheusUrl", "http://0.0.0.0:0")
        );

        Assert.Contains("without TLS and API keys", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TraceShare", "1.5", "must be between 0 and 1")]
    [InlineData("OtlpEndpoint", "collector", "is not an address")]
    public async Task A_setting_that_is_out_of_range_stops_the_start(string setting, string value, string problem)
    {
        var e = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            RunningServer.StartAsync($"--Classifier:Telemetry:{setting}", value)
        );

        Assert.Contains($"Classifier:Telemetry:{setting} is {value}", e.Message, StringComparison.Ordinal);
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, string Text)> GetAsync(string address, string key = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (key.Length > 0)
        {
            request.Headers.Authorization = new("Bearer", key);
        }

        using var response = await JsonClient.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Stop));
    }
}
