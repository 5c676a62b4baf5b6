using Classifier.Server.Tests.Json;
using Classifier.Tests.Common;
using Classifier.V1;
using Google.Protobuf;
using Grpc.Core;
using Xunit;

namespace Classifier.Server.Tests.Grpc;

/// <summary>Tests the numbers of stories that <c>options.cluster</c> asks for.</summary>
public sealed class ClusterTests(RunningServer server)
{
    private static readonly string[] Headlines =
    [
        "Central bank raises interest rates by a quarter point",
        "",
        "Storm floods the coast road near Brighton",
        "Central bank raises interest rates again by a quarter point",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, false, "fast")]
    [InlineData(true, true, "fast")]
    [InlineData(true, false, "accurate")]
    [InlineData(false, false, "fast")]
    public async Task Items_of_a_batch_get_the_numbers_of_their_stories(bool cluster, bool explain, string model)
    {
        var request = new ClassifyBatchRequest
        {
            Options = new ClassifyOptions
            {
                Cluster = cluster,
                Explain = explain,
                Model = model,
            },
        };
        request.Items.AddRange(Headlines.Select(headline => new ClassifyItem { Id = "é", Headline = headline }));

        var results = (await server.Classifier.ClassifyBatchAsync(request, cancellationToken: Stop)).Results;

        Assert.Equal(cluster ? [1, 0, 2, 1] : [0, 0, 0, 0], results.Select(result => result.Story));
        Assert.Equal(Headlines[3], results[3].Classification.Headline);
        Assert.All(results, result => Assert.Equal("é", result.Id));
    }

    [Fact]
    public async Task Large_batches_are_not_clustered()
    {
        var request = new ClassifyBatchRequest { Options = new ClassifyOptions { Cluster = true } };
        request.Items.AddRange(Enumerable.Repeat(new ClassifyItem { Headline = Headlines[0] }, 2_001));

        var (code, info, _) = await RpcError.GetAsync(() =>
            server.Classifier.ClassifyBatchAsync(request, cancellationToken: Stop).ResponseAsync
        );

        Assert.Equal((StatusCode.InvalidArgument, "CLUSTER_TOO_LARGE"), (code, info.Reason));
        Assert.Equal("2000", info.Metadata["limit"]);
    }

    [Fact]
    public async Task Headlines_of_a_page_get_the_numbers_of_their_stories()
    {
        var page = await server.Classifier.ClassifyPageAsync(
            new ClassifyPageRequest
            {
                Content = ByteString.CopyFromUtf8(
                    $"""
                    <html><body><h1>{Headlines[0]}</h1><h2>Most read</h2><ul>
                    <li><a href="/a">{Headlines[3]}</a></li><li><a href="/b">{Headlines[2]}</a></li>
                    <li><a href="/c">Striker scores twice as the cup final ends</a></li>
                    <li><a href="/d">Museum opens a wing for modern painting</a></li></ul></body></html>
                    """
                ),
                Options = new ClassifyOptions { Cluster = true },
            },
            cancellationToken: Stop
        );

        Assert.Equal(1, page.Story);
        Assert.Equal([1, 2, 3, 4], page.Modules[0].Items.Select(item => item.Story));
    }

    [Fact]
    public async Task JSON_batches_have_stories_and_lines_refuse_them()
    {
        var client = new JsonClient(server.JsonAddress);
        var (_, body) = await client.PostAsync(
            "/v1/headlines:classifyBatch?options.cluster=true",
            """["Rates rise again today","Rates rise again today!"]"""
        );
        var (_, error) = await client.PostAsync(
            "/v1/headlines:classifyBatch?options.cluster=true",
            "\"Rates rise\"\n",
            "application/x-ndjson"
        );

        Assert.Equal([1, 1], body["results"]!.AsArray().Select(result => (int)result!["story"]!));
        Assert.Equal(("CLUSTER_NOT_STREAMED", "options.cluster"), JsonClient.GetError(error));
    }
}
