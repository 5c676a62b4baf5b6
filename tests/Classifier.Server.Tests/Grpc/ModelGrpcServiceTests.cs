using System.Globalization;
using Classifier.Server.Admission;
using Classifier.Tests.Common;
using Classifier.V1;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Classifier.Server.Tests.Grpc;

public sealed class ModelGrpcServiceTests(RunningServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ListModels_returns_all_models_with_their_metadata()
    {
        var models = (await server.Models.ListModelsAsync(new ListModelsRequest(), cancellationToken: Stop)).Models;

        Assert.Equal(["clickbait", "encoder", "topic"], models.Select(model => model.Name));
        Assert.All(
            models,
            model =>
            {
                Assert.Matches("^[0-9a-f]{64}$", model.Sha256);
                Assert.NotEmpty(model.Version);
                Assert.NotEmpty(model.Metrics);
                Assert.NotEmpty(model.TrainingFiles);
                Assert.All(model.TrainingFiles, file => Assert.Matches("^[0-9a-f]{64}$", file.Sha256));
                Assert.InRange(model.LoadedAt.ToDateTime(), DateTime.UtcNow.AddHours(-1), DateTime.UtcNow);
            }
        );
        Assert.Equal(17, models[1].Labels.Count);
        Assert.Contains(models[1].Labels, label => label is { Id: "medtop:15000000", Name: "sport" });
    }

    [Fact]
    public async Task GetModel_returns_a_model_by_name()
    {
        var listed = (await server.Models.ListModelsAsync(new ListModelsRequest(), cancellationToken: Stop)).Models;

        foreach (var model in listed)
        {
            var request = new GetModelRequest { Name = model.Name };
            var found = (await server.Models.GetModelAsync(request, cancellationToken: Stop)).Model;
            found.Calls = model.Calls; // other tests call the server
            Assert.Equal(model, found);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("sentiment")]
    public async Task An_unknown_model_is_not_found_and_the_error_lists_the_known_names(string name)
    {
        var missing = await Assert.ThrowsAsync<RpcException>(async () =>
            await server.Models.GetModelAsync(new GetModelRequest { Name = name }, cancellationToken: Stop)
        );

        Assert.Equal(StatusCode.NotFound, missing.StatusCode);
        Assert.Equal("clickbait, encoder, topic", missing.GetRpcStatus()!.GetDetail<ErrorInfo>().Metadata["known"]);
    }

    [Fact]
    public async Task GetServerInfo_returns_the_limits()
    {
        var info = await server.Models.GetServerInfoAsync(new GetServerInfoRequest(), cancellationToken: Stop);

        Assert.Equal(1_000, info.Limits.MaxHeadlineCharacters);
        Assert.Equal(10_000, info.Limits.MaxBatchItems);
        Assert.Equal(5 * 1024 * 1024, info.Limits.MaxPageBytes);
        Assert.True(info.Limits.MaxMessageBytes > 4_000 * info.Limits.MaxBatchItems);
        Assert.Equal(256L * 1024 * 1024, info.Limits.MaxBytesInFlight);
        Assert.Equal(200_000, info.Limits.MaxItemsInFlight);
        Assert.Equal(1_500, info.Limits.MaxPageMilliseconds);
        Assert.Equal(224L * 1024 * 1024, info.Limits.MaxPageMemoryBytes);
        Assert.True(info.Limits.MaxConcurrentPages >= 1);
        Assert.Equal(30, info.Limits.ResponseStallSeconds);
        Assert.Equal(1_000, info.Limits.MaxConnections);
        Assert.Equal(100, info.Limits.MaxCallsPerConnection);
        Assert.Equal(128L * 1024 * 1024, info.Limits.MaxBytesPerCaller);
        Assert.Equal(100_000, info.Limits.MaxItemsPerCaller);
        Assert.Equal(10_000, info.Limits.MaxAccurateItemsPerCaller);
        Assert.Equal(0, info.Limits.HeadlinesPerSecond);
        Assert.NotEmpty(info.Version);
        Assert.Null(info.FeedbackLimits);
    }

    [Fact]
    public async Task GetServerInfo_returns_every_setting_of_the_limits()
    {
        var limits = (
            await server.Models.GetServerInfoAsync(new GetServerInfoRequest(), cancellationToken: Stop)
        ).Limits;
        var expected = new ServerLimits();

        foreach (var property in typeof(ServerLimits).GetProperties())
        {
            var returned = typeof(Limits).GetProperty(property.Name);
            Assert.True(returned is not null, property.Name);
            Assert.Equal(
                Convert.ToInt64(property.GetValue(expected), CultureInfo.InvariantCulture),
                Convert.ToInt64(returned.GetValue(limits), CultureInfo.InvariantCulture)
            );
        }
    }

    [Fact]
    public async Task GetServerInfo_returns_the_limits_of_feedback_if_it_is_accepted()
    {
        using var folder = new TemporaryFolder();
        await using var accepting = await RunningServer.StartAsync(
            "--Classifier:Feedback:Store",
            folder.Of("feedback.db"),
            "--Classifier:Feedback:MaxPerMinute",
            "7"
        );
        var info = await accepting.Models.GetServerInfoAsync(new GetServerInfoRequest(), cancellationToken: Stop);
        Assert.Equal(
            new FeedbackLimits
            {
                MaxPerMinute = 7,
                MaxCorrections = 1_000_000,
                MaxQueued = 1_000,
                WriteTimeoutSeconds = 5,
            },
            info.FeedbackLimits
        );
    }

    [Fact]
    public async Task Limits_are_configurable()
    {
        await using var strict = await RunningServer.StartAsync(
            "--Classifier:Limits:MaxHeadlineCharacters",
            "10",
            "--Classifier:Limits:MaxBatchItems",
            "2",
            "--Classifier:Limits:MaxPageBytes",
            "5"
        );

        Assert.Equal(
            10,
            (await strict.Models.GetServerInfoAsync(new GetServerInfoRequest(), cancellationToken: Stop))
                .Limits
                .MaxHeadlineCharacters
        );
        var (_, info, _) = await RpcError.GetAsync(async () =>
            await strict.Classifier.ClassifyAsync(
                new ClassifyRequest { Headline = "Eleven char" },
                cancellationToken: Stop
            )
        );
        Assert.Equal("10", info.Metadata["limit"]);
        (_, info, _) = await RpcError.GetAsync(async () =>
            await strict.Classifier.ClassifyPageAsync(
                new ClassifyPageRequest { Content = ByteString.CopyFromUtf8("<p>six") },
                cancellationToken: Stop
            )
        );
        Assert.Equal(("6", "5"), (info.Metadata["value"], info.Metadata["limit"]));
    }

    [Fact]
    public async Task Scored_headlines_are_counted_by_topic_and_band()
    {
        await using var own = await RunningServer.StartAsync();
        var batch = new ClassifyBatchRequest();
        batch.Items.AddRange(
            ((string[])["Central bank raises interest rates", "You won't believe what this dog did next", ""]).Select(
                headline => new ClassifyItem { Headline = headline }
            )
        );
        await own.Classifier.ClassifyBatchAsync(batch, cancellationToken: TestContext.Current.CancellationToken);

        var models = (
            await own.Models.ListModelsAsync(new(), cancellationToken: TestContext.Current.CancellationToken)
        ).Models.ToDictionary(model => model.Name);

        Assert.Equal(18, models["topic"].TopicCounts.Count);
        Assert.Equal(2, models["topic"].TopicCounts.Sum(count => count.Headlines));
        Assert.Equal(1, models["topic"].TopicCounts.Single(count => count.Name == "medtop:04000000").Headlines);
        Assert.Empty(models["topic"].BandCounts);
        Assert.Equal(
            ["NONE", "SLIGHT", "CONSIDERABLE", "HEAVY"],
            models["clickbait"].BandCounts.Select(count => count.Name)
        );
        Assert.Equal(1, models["clickbait"].BandCounts[0].Headlines);
        Assert.Equal(2, models["clickbait"].BandCounts.Sum(count => count.Headlines));
        Assert.False(models["clickbait"].HasDrift);
    }

    [Fact]
    public async Task Drift_is_told_from_a_thousand_headlines_on()
    {
        await using var own = await RunningServer.StartAsync();
        var batch = new ClassifyBatchRequest();
        batch.Items.AddRange(
            Enumerable.Repeat(new ClassifyItem { Headline = "You won't believe what this dog did next" }, 1_000)
        );
        await own.Classifier.ClassifyBatchAsync(batch, cancellationToken: Stop);

        var model = (await own.Models.GetModelAsync(new() { Name = "clickbait" }, cancellationToken: Stop)).Model;

        Assert.True(model.Drift > 0.25);
    }
}
