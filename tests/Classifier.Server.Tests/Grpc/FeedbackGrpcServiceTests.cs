using Classifier.Feedback;
using Classifier.Tests.Common;
using Classifier.V1;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Grpc.Health.V1;
using Xunit;

namespace Classifier.Server.Tests.Grpc;

public sealed class FeedbackGrpcServiceTests(RunningServer withoutFeedback) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("classifier-feedback-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Store => Path.Combine(_folder, "feedback.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Feedback_is_disabled_by_default()
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () =>
            await withoutFeedback.Feedback.SubmitFeedbackAsync(Request(), cancellationToken: Stop)
        );
        Assert.Equal(StatusCode.Unimplemented, error.StatusCode);
        Assert.Contains("Classifier:Feedback:Store", error.Status.Detail, StringComparison.Ordinal);
        Assert.Equal("FEEDBACK_OFF", error.GetRpcStatus()!.GetDetail<ErrorInfo>().Reason);
    }

    [Fact]
    public async Task A_correction_that_is_sent_twice_is_stored_once()
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
        var stored = Assert.Single(store.GetAll());
        Assert.Equal(("Rain stops play", 1, "ann"), (stored.Headline, stored.Bait, stored.Author));
        Assert.Equal(["medtop:15000000"], stored.Topics);
    }

    [Fact]
    public async Task Errors_name_the_invalid_field()
    {
        await using var server = await RunningServer.StartAsync("--Classifier:Feedback:Store", Store);
        async Task AssertRejectedAsync(string field, Action<SubmitFeedbackRequest> change)
        {
            var request = Request();
            change(request);
            var (code, info, violation) = await RpcError.GetAsync(async () =>
                await server.Feedback.SubmitFeedbackAsync(request, cancellationToken: Stop)
            );
            Assert.Equal((StatusCode.InvalidArgument, "FEEDBACK_INVALID", field), (code, info.Reason, violation.Field));
            Assert.NotEmpty(info.Metadata["value"]);
        }

        await AssertRejectedAsync("headline", request => request.Headline = "");
        await AssertRejectedAsync("headline", request => request.Headline = new string('a', 1_001));
        await AssertRejectedAsync("who", request => request.Who = "");
        await AssertRejectedAsync("bait", request => request.Bait = 4);
        await AssertRejectedAsync("topics", request => request.Topics.Add(Enumerable.Repeat("medtop:01000000", 5)));
        await AssertRejectedAsync("topics[1]", request => request.Topics.Add("medtop:00000001"));
        await AssertRejectedAsync(
            "when",
            request => request.When = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(2))
        );
        await AssertRejectedAsync("when", request => request.When = new Timestamp { Seconds = long.MaxValue });
        using var store = FeedbackStore.Open(Store);
        Assert.Equal(0, store.Count);
    }

    [Fact]
    public async Task Corrections_that_exceed_the_rate_or_the_capacity_are_rejected()
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
        var errors = new List<RpcException>();
        for (var i = 0; i < 4; i++)
        {
            errors.Add(
                await Assert.ThrowsAsync<RpcException>(async () =>
                    await server.Feedback.SubmitFeedbackAsync(Request(), cancellationToken: Stop)
                )
            );
        }

        Assert.All(errors, error => Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode));
        var reasons = errors.ToLookup(error => error.GetRpcStatus()!.GetDetail<ErrorInfo>().Reason);
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
