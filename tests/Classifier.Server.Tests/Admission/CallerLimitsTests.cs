using System.Net;
using System.Text;
using Classifier.Access;
using Classifier.Server.Admission;
using Classifier.Tests.Common;
using Classifier.V1;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Classifier.Server.Tests.Admission;

/// <summary>Calls servers with limits for each caller: the connection, or the API key.</summary>
public sealed class CallerLimitsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Keys => _folder.Of("keys.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_connection_has_a_share_of_the_items_in_flight_and_other_connections_have_their_own()
    {
        await using var server = await RunningServer.StartAsync("--Classifier:Limits:MaxItemsPerCaller", "100");
        var status = await GetErrorAsync(() => BatchAsync(server.Channel, 101, []));

        AssertBusy(status, "ITEMS_IN_FLIGHT", "MaxItemsPerCaller", "100", "the connection");
        await BatchAsync(server.Channel, 100, []);
    }

    [Fact]
    [InProcess("It waits for a message that the server has received in part.")]
    public async Task A_key_has_a_share_of_the_bytes_in_flight_over_all_of_its_connections()
    {
        var (busy, other) = (AddKey("busy"), AddKey("other"));
        await using var server = await RunningServer.StartAsync(
            "--Classifier:Security:Keys",
            Keys,
            "--Classifier:Limits:MaxBatchItems",
            "1000",
            "--Classifier:Limits:MaxPageBytes",
            "1000",
            "--Classifier:Limits:MaxBytesPerCaller",
            "4300000"
        );
        using var second = GrpcChannel.ForAddress(server.Address);

        // The stream holds 4.2 MB of the key on one connection. The same key has nothing left on another one, and another key has.
        using var unfinished = new UnfinishedCall(server.Address, busy);
        await unfinished.SendAsync(4_200_000, Stop);
        var inFlight = server.Services.GetRequiredService<Callers>().All;
        while (inFlight.GetInFlight(Resource.Bytes) < 4_200_000)
        {
            await Task.Delay(10, Stop); // the message is on its way
        }

        var status = await GetErrorAsync(() => BatchUntilRefusedAsync(second, busy));
        AssertBusy(status, "BYTES_IN_FLIGHT", "MaxBytesPerCaller", "4300000", "the key busy");
        await BatchAsync(second, 900, Header(other));
    }

    [Fact]
    public async Task A_rate_is_charged_by_headlines_and_refused_with_a_retry_delay()
    {
        await using var server = await RunningServer.StartAsync(
            "--Classifier:Limits:MaxBatchItems",
            "20",
            "--Classifier:Limits:HeadlinesPerSecond",
            "1"
        );
        await BatchAsync(server.Channel, 18, []);

        var status = await GetErrorAsync(() => BatchAsync(server.Channel, 18, []));

        Assert.Equal((int)Code.ResourceExhausted, status.Code);
        var info = status.GetDetail<ErrorInfo>();
        Assert.Equal(("RATE_LIMITED", "1"), (info.Reason, info.Metadata["limit"]));
        Assert.InRange(status.GetDetail<RetryInfo>().RetryDelay.Seconds, 1, 30);

        // The rate of another connection is its own. JSON has the same limit.
        using var client = new HttpClient();
        Assert.Equal(HttpStatusCode.OK, (await PostBatchAsync(client, server, 18)).StatusCode);
        using var refused = await PostBatchAsync(client, server, 18);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Contains("RATE_LIMITED", await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_that_classify_nothing_count_against_the_rate_and_health_does_not()
    {
        await using var server = await RunningServer.StartAsync(
            "--Classifier:Limits:MaxBatchItems",
            "2",
            "--Classifier:Limits:HeadlinesPerSecond",
            "1"
        );
        var error = await GetErrorAsync(async () =>
        {
            for (var i = 0; i < 100; i++)
            {
                await server.Models.ListModelsAsync(new ListModelsRequest(), cancellationToken: Stop);
            }
        });

        Assert.Equal("RATE_LIMITED", error.GetDetail<ErrorInfo>().Reason);
        var health = new global::Grpc.Health.V1.Health.HealthClient(server.Channel);
        await health.CheckAsync(new global::Grpc.Health.V1.HealthCheckRequest(), cancellationToken: Stop);
    }

    [Fact]
    public async Task A_key_can_have_a_rate_of_its_own_which_GetServerInfo_returns()
    {
        var (slow, unlimited, standard) = (AddKey("slow", 2), AddKey("unlimited", 0), AddKey("standard"));
        await using var server = await RunningServer.StartAsync(
            "--Classifier:Security:Keys",
            Keys,
            "--Classifier:Limits:MaxBatchItems",
            "3",
            "--Classifier:Limits:HeadlinesPerSecond",
            "500"
        );

        Assert.Equal(2, await GetRateAsync(slow));
        Assert.Equal(0, await GetRateAsync(unlimited));
        Assert.Equal(500, await GetRateAsync(standard));
        var error = await GetErrorAsync(() => BatchUntilRefusedAsync(server.Channel, slow, size: 3));
        Assert.Equal("RATE_LIMITED", error.GetDetail<ErrorInfo>().Reason);
        Assert.Equal("the key slow", error.GetDetail<ErrorInfo>().Metadata["scope"]);
        for (var i = 0; i < 1_000; i++)
        {
            await GetRateAsync(unlimited);
        }

        async Task<int> GetRateAsync(string key) =>
            (await server.Models.GetServerInfoAsync(new GetServerInfoRequest(), Header(key), cancellationToken: Stop))
                .Limits
                .HeadlinesPerSecond;
    }

    [Theory]
    [InlineData("IdleStreamSeconds", 0, "STREAM_IDLE")]
    [InlineData("RequestStallSeconds", 100, "REQUEST_STALLED")]
    public async Task A_stream_that_sends_nothing_or_stops_within_a_message_ends_with_a_status(
        string setting,
        int sent,
        string reason
    )
    {
        await using var server = await RunningServer.StartAsync($"--Classifier:Limits:{setting}", "1");
        using var call = new UnfinishedCall(server.Address, null);
        if (sent > 0)
        {
            await call.SendAsync(sent, Stop);
        }

        var (code, details) = await call.GetStatusAsync(Stop);

        Assert.Equal((int)StatusCode.ResourceExhausted, code);
        Assert.Contains(reason, details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_beyond_the_limit_are_refused()
    {
        await using var server = await RunningServer.StartAsync("--Classifier:Limits:MaxHeaderBytes", "2000");

        await BatchAsync(server.Channel, 1, new Metadata { { "x-note", new string('a', 1_000) } });
        await Assert.ThrowsAsync<RpcException>(() =>
            BatchAsync(server.Channel, 1, new Metadata { { "x-note", new string('a', 3_000) } })
        );
    }

    private static async Task BatchUntilRefusedAsync(GrpcChannel channel, string key, int size = 900)
    {
        for (var i = 0; i < 100; i++)
        {
            await BatchAsync(channel, size, Header(key));
        }
    }

    private static async Task BatchAsync(GrpcChannel channel, int size, Metadata headers)
    {
        var request = new ClassifyBatchRequest();
        request.Items.AddRange(
            Enumerable.Repeat(new ClassifyItem { Headline = "Central bank raises interest rates by a quarter" }, size)
        );
        await new ClassifierService.ClassifierServiceClient(channel).ClassifyBatchAsync(
            request,
            headers,
            cancellationToken: Stop
        );
    }

    private static Task<HttpResponseMessage> PostBatchAsync(HttpClient client, RunningServer server, int size)
    {
        var items = string.Join(',', Enumerable.Repeat("\"Rates rise\"", size));
        return client.PostAsync(
            server.JsonAddress + "/v1/headlines:classifyBatch",
            new StringContent($"[{items}]", Encoding.UTF8, "application/json"),
            Stop
        );
    }

    private static async Task<Google.Rpc.Status> GetErrorAsync(Func<Task> call) =>
        (await Assert.ThrowsAsync<RpcException>(call)).GetRpcStatus()!;

    private static void AssertBusy(Google.Rpc.Status status, string reason, string setting, string limit, string scope)
    {
        Assert.Equal((int)Code.ResourceExhausted, status.Code);
        var info = status.GetDetail<ErrorInfo>();
        Assert.Equal(reason, info.Reason);
        Assert.Equal($"Classifier:Limits:{setting}", info.Metadata["setting"]);
        Assert.Equal((limit, scope), (info.Metadata["limit"], info.Metadata["scope"]));
        Assert.True(status.GetDetail<RetryInfo>().RetryDelay.ToTimeSpan() > TimeSpan.Zero);
    }

    private static Metadata Header(string key) => new() { { ApiKey.Header, key } };

    private string AddKey(string name, int? rate = null) =>
        ApiKeyFile.Add(Keys, name, [ApiScopes.Classify], DateTimeOffset.UtcNow, null, rate);
}
