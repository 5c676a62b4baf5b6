using Classifier.Feedback;
using Classifier.V1;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Grpc.Health.V1;
using Xunit;

namespace Classifier.Server.Tests.Grpc;

public sealed class FeedbackGrpcServiceTests(RunningServer off) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("classifier-feedback-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Store => Path.Combine(_folder, "feedback.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_server_takes_none_unless_it_is_told_to()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await off.Feedback.SubmitFeedbackAsync(Request(), cancellationToken: Stop)
        );
        Assert.Equal(StatusCode.Unimplemented, refused.StatusCode);
        Assert.Contains("Classifier:Feedback:Store", refused.Status.Detail, StringComparison.Ordinal);
        Assert.Equal("FEEDBACK_OFF", refused.GetRpcStatus()!.GetDetail<ErrorInfo>().Reason);
    }

    [Fact]
    public async Task A_correction_is_kept_once_however_often_it_is_sent()
    {
        await using var server = await RunningServer.StartAsync("--Classifier:Feedback:Store", Store);
        Assert.True((await server.Feedback.SubmitFeedbackAsync(Request(), cancellationToken: Stop)).Added);
        Assert.False((await server.Feedback.SubmitFeedbackAsync(Request(), cancellationToken: Stop)).Added);
        var health = await new Health.HealthClient(server.Channel).CheckAsync(
            new HealthCheckRequest { Service = "classifier.v1.FeedbackService" },
            cancellationToken: Stop
        );
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);

        using var store = FeedbackStore.Open(Store);
        var kept = Assert.Single(store.GetAll());
        Assert.Equal(("Rain stops play", 1, "ann"), (kept.Headline, kept.Bait, kept.Author));
        Assert.Equal(["medtop:15000000"], kept.Topics);
    }

    [Fact]
    public async Task What_is_wrong_is_told_by_field()
    {
        await using var server = await RunningServer.StartAsync("--Classifier:Feedback:Store", Store);
        async Task RefusedAsync(string field, Action<SubmitFeedbackRequest> spoil)
        {
            var request = Request();
            spoil(request);
            var (code, info, violation) = await RunningServer.RefusalAsync(async () =>
                await server.Feedback.SubmitFeedbackAsync(request, cancellationToken: Stop)
            );
            Assert.Equal((StatusCode.InvalidArgument, "FEEDBACK_INVALID", field), (code, info.Reason, violation.Field));
            Assert.NotEmpty(info.Metadata["value"]);
        }

        await RefusedAsync("headline", request => request.Headline = "");
        await RefusedAsync("headline", request => request.Headline = new string('a', 1_001));
        await RefusedAsync("who", request => request.Who = "");
        await RefusedAsync("bait", request => request.Bait = 4);
        await RefusedAsync("topics", request => request.Topics.Add(Enumerable.Repeat("medtop:01000000", 5)));
        await RefusedAsync("topics[1]", request => request.Topics.Add("medtop:00000001"));
        await RefusedAsync(
            "when",
            request => request.When = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(2))
        );
        await RefusedAsync("when", request => request.When = new Timestamp { Seconds = long.MaxValue });
        using var store = FeedbackStore.Open(Store);
        Assert.Equal(0, store.Count);
    }

    [Fact]
    public async Task Corrections_that_come_too_fast_or_overfill_the_store_are_turned_away()
    {
        await using var server = await RunningServer.StartAsync(
            "--Classifier:Feedback:Store",
            Store,
            "--Classifier:Feedback:MaxPerMinute",
            "2",
            "--Classifier:Feedback:MaxCorrections",
            "1"
        );
        Assert.True((await server.Feedback.SubmitFeedbackAsync(Request(), cancellationToken: Stop)).Added);
        var refusals = new List<RpcException>();
        for (var i = 0; i < 4; i++)
        {
            refusals.Add(
                await Assert.ThrowsAsync<RpcException>(async () =>
                    await server.Feedback.SubmitFeedbackAsync(Request(), cancellationToken: Stop)
                )
            );
        }

        Assert.All(refusals, refusal => Assert.Equal(StatusCode.ResourceExhausted, refusal.StatusCode));
        var reasons = refusals.ToLookup(refusal => refusal.GetRpcStatus()!.GetDetail<ErrorInfo>().Reason);
        Assert.NotEmpty(reasons["FEEDBACK_FULL"]);
        Assert.All(
            reasons["FEEDBACK_TOO_FAST"],
            fast =>
                Assert.InRange(
                    fast.GetRpcStatus()!.GetDetail<RetryInfo>().RetryDelay.ToTimeSpan(),
                    TimeSpan.Zero,
                    TimeSpan.FromMinutes(1)
                )
        );
        Assert.NotEmpty(reasons["FEEDBACK_TOO_FAST"]);
    }

    private static SubmitFeedbackRequest Request() =>
        new()
        {
            Headline = "Rain stops play",
            Topics = { "medtop:15000000" },
            Bait = 1,
            Who = "ann",
        };
}
