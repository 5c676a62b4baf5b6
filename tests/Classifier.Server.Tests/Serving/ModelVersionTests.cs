using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Classifier.Models;
using Classifier.Server.Serving;
using Classifier.Tests.Common;
using Classifier.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Classifier.Server.Tests.Serving;

/// <summary>Calls versions by name. Topic has the versions 5 to 8, clickbait 5 and 6; 5 is active.</summary>
public sealed class ModelVersionTests : IDisposable
{
    private const string Topic = ModelBundle.TopicTask;
    private const string Clickbait = ModelBundle.ClickbaitTask;
    private const string Headline = "Central bank raises rates";

    private readonly ModelFolder _models = new();

    public ModelVersionTests()
    {
        _models.Add(Topic, "5", "6", "7", "8");
        _models.Add(Clickbait, "5", "6");
        _models.Activate(Topic, "5");
        _models.Activate(Clickbait, "5");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _models.Dispose();

    [Theory]
    [InlineData("", "5", "5")]
    [InlineData("stable", "5", "5")]
    [InlineData("5", "5", "5")]
    [InlineData("6", "6", "6")]
    [InlineData("canary", "6", "5")]
    [InlineData("topic/6", "6", "5")]
    [InlineData("clickbait/6", "5", "6")]
    [InlineData("topic/canary, clickbait/6", "6", "6")]
    [InlineData("topic/stable,clickbait/old-one", "5", "6")]
    public async Task Every_kind_of_call_is_answered_by_the_versions_that_it_names(
        string name,
        string topic,
        string clickbait
    )
    {
        _models.Label(Topic, "canary", "6");
        _models.Label(Clickbait, "old-one", "6");
        await using var server = await _models.StartAsync();
        var options = new ClassifyOptions { ModelVersion = name };
        var expected = new ModelVersions { Topic = topic, Clickbait = clickbait };

        Assert.Equal(expected, await ClassifyAsync(server, options));
        options.Explain = true;
        Assert.Equal(expected, await ClassifyAsync(server, options));
        var batch = new ClassifyBatchRequest { Options = options };
        batch.Items.Add(new ClassifyItem { Headline = Headline });
        var results = (await server.Classifier.ClassifyBatchAsync(batch, cancellationToken: Cancellation)).Results;
        Assert.Equal(expected, Assert.Single(results).Classification.ModelVersions);
        using var stream = server.Classifier.ClassifyStream(cancellationToken: Cancellation);
        foreach (var requested in new[] { options, null })
        {
            // A chunk without options has those of the chunk before it.
            var chunk = new ClassifyStreamRequest { Options = requested };
            chunk.Items.Add(new ClassifyItem { Headline = Headline });
            await stream.RequestStream.WriteAsync(chunk, Cancellation);
            Assert.True(await stream.ResponseStream.MoveNext(Cancellation));
            Assert.Equal(expected, Assert.Single(stream.ResponseStream.Current.Results).Classification.ModelVersions);
        }

        await stream.RequestStream.CompleteAsync();
        var page = await server.Classifier.ClassifyPageAsync(
            new ClassifyPageRequest
            {
                Content = ByteString.CopyFromUtf8($"<h1>{Headline}</h1>"),
                ContentType = "text/html",
                Options = options,
            },
            cancellationToken: Cancellation
        );
        Assert.Equal(expected, page.Classification.ModelVersions);

        using var http = new HttpClient { BaseAddress = new Uri(server.JsonAddress) };
        var answer = await http.PostAsJsonAsync(
            $"/v1/headlines:classify?options.modelVersion={Uri.EscapeDataString(name)}",
            new { headline = Headline },
            Cancellation
        );
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
        var versions = json.RootElement.GetProperty("classification").GetProperty("modelVersions");
        Assert.Equal(
            (topic, clickbait),
            (versions.GetProperty("topic").GetString(), versions.GetProperty("clickbait").GetString())
        );
    }

    [Theory]
    [InlineData("7")]
    [InlineData("topic/7")]
    [InlineData("clickbait/canary")]
    [InlineData("6")]
    [InlineData("Stable")]
    public async Task A_version_that_is_not_loaded_is_not_found_and_the_error_lists_those_that_are(string name)
    {
        _models.Label(Topic, "canary", "6");
        await using var server = await _models.StartAsync();
        var (code, info) = await RpcError.GetInfoAsync(() =>
            ClassifyAsync(server, new ClassifyOptions { ModelVersion = name })
        );
        Assert.Equal(StatusCode.NotFound, code);
        Assert.Equal("MODEL_VERSION_NOT_LOADED", info.Reason);
        Assert.Equal("options.model_version", info.Metadata["field"]);
        Assert.Equal("clickbait/5 (stable), topic/5 (stable), topic/6 (canary)", info.Metadata["known"]);
    }

    [Theory]
    [InlineData("topic/", "")]
    [InlineData("5,", "")]
    [InlineData("topic/5,topic/5", "")]
    [InlineData("5,topic/5", "")]
    [InlineData("encoder/1", "")]
    [InlineData("sentiment/1", "")]
    [InlineData("topic/5", "accurate")]
    public async Task A_malformed_version_is_invalid(string name, string model)
    {
        await using var server = await _models.StartAsync();
        AddEncoder();
        await ReloadUntilAsync(server, models => models.Any(loaded => loaded.Name == "encoder"));
        var (code, info) = await RpcError.GetInfoAsync(() =>
            ClassifyAsync(server, new ClassifyOptions { ModelVersion = name, Model = model })
        );
        Assert.Equal(StatusCode.InvalidArgument, code);
        Assert.Equal("MODEL_VERSION_INVALID", info.Reason);
    }

    [Fact]
    public async Task The_accurate_model_has_versions_of_its_own()
    {
        AddEncoder();
        await using var server = await _models.StartAsync();
        foreach (var name in new[] { "1", "stable", "encoder/1" })
        {
            var versions = await ClassifyAsync(server, new ClassifyOptions { ModelVersion = name, Model = "accurate" });
            Assert.Equal("encoder/1", versions.Topic);
        }

        var (code, _) = await RpcError.GetInfoAsync(() =>
            ClassifyAsync(server, new ClassifyOptions { ModelVersion = "5", Model = "accurate" })
        );
        Assert.Equal(StatusCode.NotFound, code);
    }

    [Fact]
    public async Task The_models_tell_their_labels_the_calls_that_they_answered_and_since_when_they_are_active()
    {
        _models.Label(Topic, "canary", "6");
        _models.Label(Topic, "next", "6");
        await using var server = await _models.StartAsync();
        for (var i = 0; i < 3; i++)
        {
            await ClassifyAsync(server, new ClassifyOptions { ModelVersion = i == 0 ? "canary" : "" });
        }

        var models = (await ListAsync(server)).Models;
        Assert.Equal(["clickbait/5", "topic/5", "topic/6"], models.Select(model => $"{model.Name}/{model.Version}"));
        Assert.Equal([true, true, false], models.Select(model => model.Active));
        Assert.Equal([3, 2, 1], models.Select(model => model.Calls));
        Assert.Equal(["stable"], models[1].VersionLabels);
        Assert.Equal(["canary", "next"], models[2].VersionLabels);
        Assert.InRange(models[1].ActiveSince.ToDateTime(), DateTime.UtcNow.AddMinutes(-10), DateTime.UtcNow);
        Assert.Null(models[2].ActiveSince);

        var named = new GetModelRequest { Name = Topic, Version = "canary" };
        Assert.Equal("6", (await server.Models.GetModelAsync(named, cancellationToken: Cancellation)).Model.Version);
        var (code, _) = await RpcError.GetInfoAsync(async () =>
            await server.Models.GetModelAsync(
                new GetModelRequest { Name = Topic, Version = "7" },
                cancellationToken: Cancellation
            )
        );
        Assert.Equal(StatusCode.NotFound, code);
    }

    [Fact]
    public async Task The_versions_used_last_stay_loaded_up_to_the_maximum()
    {
        await using var server = await _models.StartAsync("--Classifier:MaxVersions", "2");
        foreach (var version in new[] { "6", "7" })
        {
            _models.Activate(Topic, version);
            await ReloadUntilAsync(server, models => models.Any(model => model.Active && model.Version == version));
        }

        Assert.Equal(
            ["7", "6"],
            (await ListAsync(server)).Models.Where(model => model.Name == Topic).Select(model => model.Version)
        );
        Assert.Equal("6", (await ClassifyAsync(server, new ClassifyOptions { ModelVersion = "topic/6" })).Topic);
    }

    [Fact]
    public async Task A_label_that_exceeds_the_maximum_is_refused_with_the_remedy()
    {
        _models.Label(Topic, "a", "6");
        _models.Label(Topic, "b", "7");
        await using var server = await _models.StartAsync("--Classifier:MaxVersions", "2");
        Assert.Equal("6", (await ClassifyAsync(server, new ClassifyOptions { ModelVersion = "a" })).Topic);
        var refusal = (await ListAsync(server)).LastRefusal.Reason;
        Assert.Contains("the label b", refusal, StringComparison.Ordinal);
        Assert.Contains("Classifier:MaxVersions", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_labeled_version_that_is_broken_is_refused_and_nothing_else_suffers()
    {
        _models.Label(Topic, "canary", "6");
        await using var server = await _models.StartAsync();
        await File.WriteAllBytesAsync(_models.Of(Topic, "7", ModelBundle.ZipName), [1, 2, 3], Cancellation);
        _models.Label(Topic, "canary", "7");
        _models.Activate(Clickbait, "6");
        await ModelFolder.ReloadAsync(server);

        var list = await ListAsync(server);
        Assert.Contains("SHA-256", list.LastRefusal.Reason, StringComparison.Ordinal);
        Assert.Contains("the label canary", list.LastRefusal.Reason, StringComparison.Ordinal);
        Assert.Equal(
            new ModelVersions { Topic = "6", Clickbait = "6" },
            await ClassifyAsync(server, new ClassifyOptions { ModelVersion = "canary" })
        );

        ModelFolder.Copy(Topic, _models.Of(Topic, "7"));
        await ModelFolder.ReloadAsync(server);
        Assert.Equal("7", (await ClassifyAsync(server, new ClassifyOptions { ModelVersion = "canary" })).Topic);
        Assert.Null((await ListAsync(server)).LastRefusal);
    }

    [Fact]
    [InProcess("It holds weak references to the loaded versions.")]
    public async Task The_memory_of_a_dropped_version_is_freed_while_a_stream_that_used_it_is_idle()
    {
        AddEncoder();
        await using var server = await _models.StartAsync(
            "--Classifier:MaxVersions",
            "1",
            "--Classifier:Reload:PollSeconds",
            "1"
        );
        using var stream = server.Classifier.ClassifyStream(cancellationToken: Cancellation);
        using var accurate = server.Classifier.ClassifyStream(cancellationToken: Cancellation);
        await SendAsync(stream, "fast");
        await SendAsync(accurate, "accurate");
        var dropped = GetVersions(server);
        _models.Activate(Topic, "6");
        _models.Activate(Clickbait, "6");
        Directory.Move(_models.Of("encoder", "1"), _models.Of("encoder", "2"));
        await ModelFolder.ReloadAsync(server);

        await ModelFolder.WaitForAsync(() =>
            Task.FromResult(dropped.Exists(version => version.TryGetTarget(out _)) ? null : "free")
        );
        await SendAsync(stream, "fast");
        await SendAsync(accurate, "accurate");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<WeakReference<LoadedVersion>> GetVersions(RunningServer server) =>
        [
            .. server
                .Services.GetRequiredService<ServedModels>()
                .Current.Tasks.SelectMany(task => task.Versions)
                .Select(version => new WeakReference<LoadedVersion>(version)),
        ];

    private static async Task SendAsync(
        AsyncDuplexStreamingCall<ClassifyStreamRequest, ClassifyStreamResponse> stream,
        string model
    )
    {
        var chunk = new ClassifyStreamRequest { Options = new ClassifyOptions { Model = model } };
        chunk.Items.Add(new ClassifyItem { Headline = Headline });
        await stream.RequestStream.WriteAsync(chunk, Cancellation);
        Assert.True(await stream.ResponseStream.MoveNext(Cancellation));
    }

    private static async Task<ModelVersions> ClassifyAsync(RunningServer server, ClassifyOptions options)
    {
        var request = new ClassifyRequest { Headline = Headline, Options = options };
        var response = await server.Classifier.ClassifyAsync(request, cancellationToken: Cancellation);
        return response.Classification.ModelVersions;
    }

    private static async Task<ListModelsResponse> ListAsync(RunningServer server) =>
        await server.Models.ListModelsAsync(new ListModelsRequest(), cancellationToken: Cancellation);

    private static async Task ReloadUntilAsync(RunningServer server, Func<IEnumerable<Model>, bool> isReached)
    {
        await ModelFolder.ReloadAsync(server);
        Assert.True(isReached((await ListAsync(server)).Models));
    }

    private void AddEncoder() => ModelFolder.Copy("encoder", _models.Of("encoder", "1"));
}
