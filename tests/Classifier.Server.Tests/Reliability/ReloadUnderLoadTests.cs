using System.Text.Json.Nodes;
using Classifier.Models;
using Classifier.Server.Tests.Serving;
using Classifier.Tests.Common;
using Classifier.V1;
using Google.Protobuf.Collections;
using Xunit;

namespace Classifier.Server.Tests.Reliability;

/// <summary>Replaces the models while calls are made. The versions differ in their thresholds, so that a reply of both would be
/// noticed.</summary>
public sealed class ReloadUnderLoadTests : IDisposable
{
    private const int Reloads = 20;
    private const string Topic = ModelBundle.TopicTask;

    private static readonly string[] Headlines =
    [
        "Central bank raises rates",
        "You won't believe what this goalkeeper did",
        "Two killed as bus overturns on mountain road",
        "How to renew your passport online",
    ];

    private readonly ModelFolder _models = new();

    public ReloadUnderLoadTests()
    {
        _models.Add(Topic, "5", "6");
        var path = _models.Of(Topic, "6", ModelBundle.ManifestName);
        var manifest = JsonNode.Parse(File.ReadAllText(path))!;
        manifest["minScore"] = 0.0001;
        manifest.AsObject().Remove("topicMinScores");
        File.WriteAllText(path, manifest.ToJsonString());
        _models.Activate(Topic, "5");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _models.Dispose();

    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    public async Task No_call_fails_and_every_reply_is_of_one_version(string maxVersions)
    {
        await using var server = await _models.StartAsync("--Classifier:MaxVersions", maxVersions);
        var topics = new Dictionary<string, RepeatedField<TopicScore>[]>();
        foreach (var version in new[] { "6", "5" })
        {
            await ActivateAsync(server, version);
            topics[version] = [.. (await BatchAsync(server)).Select(result => result.Classification.Topics)];
        }

        Assert.NotEqual(topics["5"][0], topics["6"][0]);
        void Verify(IReadOnlyList<Classification> replies)
        {
            var version = replies[0].ModelVersions.Topic;
            Assert.All(replies, reply => Assert.Equal(version, reply.ModelVersions.Topic));
            Assert.Equal(topics[version][..replies.Count], replies.Select(reply => reply.Topics));
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task RunAsync(Func<Task> call) =>
            Task.Run(
                async () =>
                {
                    while (!end.IsCancellationRequested)
                    {
                        await call();
                    }
                },
                Cancellation
            );
        using var stream = server.Classifier.ClassifyStream(cancellationToken: Cancellation);
        var chunk = new ClassifyStreamRequest();
        chunk.Items.Add(Headlines.Select(headline => new ClassifyItem { Headline = headline }));
        Task[] load =
        [
            .. Enumerable
                .Range(0, 4)
                .Select(_ =>
                    RunAsync(async () =>
                    {
                        var request = new ClassifyRequest { Headline = Headlines[0] };
                        var reply = await server.Classifier.ClassifyAsync(request, cancellationToken: Cancellation);
                        Verify([reply.Classification]);
                    })
                ),
            RunAsync(async () => Verify([.. (await BatchAsync(server)).Select(result => result.Classification)])),
            RunAsync(async () =>
            {
                await stream.RequestStream.WriteAsync(chunk, Cancellation);
                Assert.True(await stream.ResponseStream.MoveNext(Cancellation));
                Verify([.. stream.ResponseStream.Current.Results.Select(result => result.Classification)]);
            }),
        ];
        for (var i = 0; i < Reloads; i++)
        {
            await ActivateAsync(server, i % 2 == 0 ? "6" : "5");
        }

        await end.CancelAsync();
        await Task.WhenAll(load);
    }

    private async Task ActivateAsync(RunningServer server, string version)
    {
        _models.Activate(Topic, version);
        await ModelFolder.ReloadAsync(server);
    }

    private static async Task<RepeatedField<ClassifyResult>> BatchAsync(RunningServer server)
    {
        var batch = new ClassifyBatchRequest();
        batch.Items.Add(Headlines.Select(headline => new ClassifyItem { Headline = headline }));
        return (await server.Classifier.ClassifyBatchAsync(batch, cancellationToken: Cancellation)).Results;
    }
}
