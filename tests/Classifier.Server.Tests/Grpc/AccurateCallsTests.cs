using System.Text;
using Classifier.Tests.Common;
using Classifier.V1;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Xunit;

namespace Classifier.Server.Tests.Grpc;

public sealed class AccurateCallsTests(RunningServer server)
{
    private const string Sport = "Striker scores twice as city reach the cup final";
    private static readonly ClassifyOptions Accurate = new() { Model = "accurate" };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_that_names_the_accurate_model_is_answered_by_it()
    {
        var classification = await ClassifyAsync(server, Accurate);
        Assert.Equal("sport", classification.Topics[0].Label);
        Assert.Equal(ShippedVersions.Accurate, classification.ModelVersions.Topic);
        Assert.False(classification.ReasonsEstimated);
    }

    [Fact]
    public async Task Without_a_model_or_with_the_fast_one_the_answers_are_the_same()
    {
        var expected = await ClassifyAsync(server, null);
        Assert.Equal(expected, await ClassifyAsync(server, new ClassifyOptions { Model = "fast" }));
        Assert.NotEqual(ShippedVersions.Accurate, expected.ModelVersions.Topic);
    }

    [Fact]
    public async Task Reasons_are_marked_as_estimates()
    {
        var classification = await ClassifyAsync(server, new ClassifyOptions { Model = "accurate", Explain = true });
        Assert.True(classification.ReasonsEstimated);
        Assert.Empty(classification.Bases);
        Assert.Contains(classification.Reasons, reason => reason.Text == "Striker" && reason.Contribution > 0);
    }

    [Fact]
    public async Task A_batch_keeps_ids_and_order_and_a_bad_item_does_not_fail_it()
    {
        var request = new ClassifyBatchRequest { Options = Accurate };
        string[] headlines = [Sport, " ", "Parliament passes the annual budget", Sport];
        request.Items.Add(headlines.Select((text, i) => new ClassifyItem { Id = $"id {i}", Headline = text }));
        var results = (await server.Classifier.ClassifyBatchAsync(request, cancellationToken: Stop)).Results;
        Assert.Equal(["id 0", "id 1", "id 2", "id 3"], results.Select(result => result.Id));
        Assert.Equal((int)Code.InvalidArgument, results[1].Error.Code);
        Assert.Equal("politics", results[2].Classification.Topics[0].Label);
        Assert.Equal(await ClassifyAsync(server, Accurate), results[0].Classification);
        Assert.Equal(results[0].Classification, results[3].Classification);
    }

    [Fact]
    public async Task A_stream_keeps_the_model_of_its_options()
    {
        using var call = server.Classifier.ClassifyStream(cancellationToken: Stop);
        foreach (var options in new[] { null, Accurate, null, new ClassifyOptions() })
        {
            var chunk = new ClassifyStreamRequest
            {
                Options = options,
                Items = { new ClassifyItem { Headline = Sport } },
            };
            await call.RequestStream.WriteAsync(chunk, Stop);
        }

        await call.RequestStream.CompleteAsync();
        var versions = new List<bool>();
        await foreach (var response in call.ResponseStream.ReadAllAsync(Stop))
        {
            versions.Add(response.Results[0].Classification.ModelVersions.Topic == ShippedVersions.Accurate);
        }

        Assert.Equal([false, true, true, false], versions);
    }

    [Fact]
    public async Task A_page_is_scored_by_the_accurate_model()
    {
        const string Page = """
            <html><body><h1>Striker scores twice as city reach the cup final</h1><aside><h2>Most read</h2><ul>
            <li><a href="/1">Parliament passes the annual budget after long debate</a></li>
            <li><a href="/2">Rain and strong winds forecast for the northern coast</a></li>
            <li><a href="/3">Court rejects appeal of former bank manager in fraud case</a></li></ul></aside></body></html>
            """;
        var response = await server.Classifier.ClassifyPageAsync(
            new ClassifyPageRequest { Content = ByteString.CopyFrom(Page, Encoding.UTF8), Options = Accurate },
            cancellationToken: Stop
        );
        Assert.Equal(ShippedVersions.Accurate, response.Classification.ModelVersions.Topic);
        Assert.Equal(3, Assert.Single(response.Modules).Items.Count);
        Assert.All(
            response.Modules[0].Items,
            item => Assert.Equal(ShippedVersions.Accurate, item.Classification.ModelVersions.Clickbait)
        );
    }

    [Fact]
    public async Task An_unknown_model_is_an_invalid_argument_that_lists_the_names()
    {
        var exception = await Assert.ThrowsAsync<RpcException>(() =>
            ClassifyAsync(server, new ClassifyOptions { Model = "best" })
        );
        Assert.Equal(StatusCode.InvalidArgument, exception.StatusCode);
        Assert.Equal("MODEL_UNKNOWN", exception.GetRpcStatus()?.GetDetail<ErrorInfo>().Reason);
        Assert.Contains("fast and accurate", exception.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_an_accurate_model_says_so()
    {
        using var folder = new TemporaryFolder();
        CopyFastModels(folder.Path);
        await using var fast = await RunningServer.StartAsync("--Classifier:Models", folder.Path);
        var exception = await Assert.ThrowsAsync<RpcException>(() => ClassifyAsync(fast, Accurate));
        Assert.Equal(StatusCode.FailedPrecondition, exception.StatusCode);
        Assert.Equal("MODEL_NOT_INSTALLED", exception.GetRpcStatus()?.GetDetail<ErrorInfo>().Reason);
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            RunningServer.StartAsync("--Classifier:Models", folder.Path, "--Classifier:DefaultModel", "accurate")
        );
    }

    [Fact]
    public async Task The_default_model_can_be_configured_and_a_full_queue_refuses_with_a_hint()
    {
        await using var configured = await RunningServer.StartAsync(
            "--Classifier:DefaultModel",
            "accurate",
            "--Classifier:Limits:MaxAccurateItems",
            "2"
        );
        Assert.Equal(ShippedVersions.Accurate, (await ClassifyAsync(configured, null)).ModelVersions.Topic);
        var batch = new ClassifyBatchRequest();
        batch.Items.Add(Enumerable.Repeat(new ClassifyItem { Headline = Sport }, 3));
        var exception = await Assert.ThrowsAsync<RpcException>(async () =>
            await configured.Classifier.ClassifyBatchAsync(batch, cancellationToken: Stop)
        );
        Assert.Equal(StatusCode.ResourceExhausted, exception.StatusCode);
        Assert.Equal("ACCURATE_QUEUE_FULL", exception.GetRpcStatus()?.GetDetail<ErrorInfo>().Reason);
        Assert.NotNull(exception.GetRpcStatus()?.GetDetail<RetryInfo>());
        batch.Options = new ClassifyOptions { Model = "fast" };
        Assert.Equal(3, (await configured.Classifier.ClassifyBatchAsync(batch, cancellationToken: Stop)).Results.Count);
    }

    private static async Task<Classification> ClassifyAsync(RunningServer server, ClassifyOptions? options) =>
        (
            await server.Classifier.ClassifyAsync(
                new ClassifyRequest { Headline = Sport, Options = options },
                cancellationToken: Stop
            )
        ).Classification;

    private static void CopyFastModels(string folder)
    {
        foreach (var task in new[] { "topic", "clickbait" })
        {
            var source = Directory.GetDirectories(Repository.PathOf("models", task)).Single();
            var target = Directory.CreateDirectory(Path.Combine(folder, task, Path.GetFileName(source)));
            foreach (var file in Directory.GetFiles(source))
            {
                File.Copy(file, Path.Combine(target.FullName, Path.GetFileName(file)));
            }
        }
    }
}
