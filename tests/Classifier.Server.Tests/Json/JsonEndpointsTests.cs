using System.Net;
using System.Text;
using Classifier.Tests.Common;
using Classifier.V1;
using Google.Protobuf;
using Xunit;

namespace Classifier.Server.Tests.Json;

public sealed class JsonEndpointsTests(RunningServer server)
{
    private const string Clickbait = "You wont believe what Air India did to this sitar, shes furious!";
    private const string Page = """
        <html><head><title>Town news</title></head><body><h1>Council approves the new harbor bridge</h1>
        <h2>Most read</h2><ul>
        <li><a href="/a">Central bank raises interest rates again</a></li>
        <li><a href="/b">Striker scores twice as the cup final ends</a></li>
        <li><a href="/c">Storm floods the coast road near the port</a></li>
        <li><a href="/d">Museum opens a wing for modern painting</a></li>
        </ul></body></html>
        """;

    private readonly JsonClient _client = new(server.JsonAddress);

    [Fact]
    public async Task A_headline_gets_the_same_classification_as_by_gRPC()
    {
        var request = new ClassifyRequest
        {
            Headline = Clickbait,
            Options = new ClassifyOptions { Explain = true, TopK = 2 },
        };
        var expected = await server.Classifier.ClassifyAsync(
            request,
            cancellationToken: TestContext.Current.CancellationToken
        );

        var (status, body) = await _client.PostAsync("/v1/headlines:classify", JsonFormatter.Default.Format(request));
        var (_, byQuery) = await _client.PostAsync(
            "/v1/headlines:classify?options.explain=true&options.topK=2",
            $$"""{"headline":"{{Clickbait}}"}"""
        );

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(expected, JsonParser.Default.Parse<ClassifyResponse>(body.ToJsonString()));
        Assert.Equal(expected, JsonParser.Default.Parse<ClassifyResponse>(byQuery.ToJsonString()));
    }

    [Theory]
    [InlineData("""{"items":[{"id":"a","headline":"Rates rise"},{"headline":""},{"id":"c","headline":"caf\u00e9"}]}""")]
    [InlineData("""[{"id":"a","headline":"Rates rise"},"",{"headline":"caf\u00e9","id":"c"}]""")]
    public async Task A_batch_returns_a_result_or_an_error_for_each_item(string batch)
    {
        var (status, body) = await _client.PostAsync("/v1/headlines:classifyBatch", batch);

        Assert.Equal(HttpStatusCode.OK, status);
        var results = body["results"]!.AsArray();
        Assert.Equal(["a", "", "c"], results.Select(result => (string)result!["id"]!));
        Assert.Equal("Rates rise", (string?)results[0]!["classification"]!["headline"]);
        Assert.Equal("café", (string?)results[2]!["classification"]!["headline"]);
        Assert.Equal(("HEADLINE_EMPTY", "items[1].headline"), JsonClient.GetError(body["results"]![1]!["error"]!));
    }

    [Fact]
    public async Task A_batch_takes_options_from_the_body_and_from_the_query()
    {
        var (_, body) = await _client.PostAsync(
            "/v1/headlines:classifyBatch",
            """{"options":{"top_k":1,"minScore":0},"items":[{"headline":"Rates rise"}]}"""
        );
        var (_, array) = await _client.PostAsync(
            "/v1/headlines:classifyBatch?options.minScore=0&options.topK=5",
            """["Rates rise"]"""
        );

        Assert.Single(body["results"]![0]!["classification"]!["topics"]!.AsArray());
        Assert.Equal(5, array["results"]![0]!["classification"]!["topics"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("text/html; charset=utf-8")]
    [InlineData("application/json")]
    public async Task A_page_is_classified_from_its_HTML_or_from_JSON(string type)
    {
        var isJson = type == "application/json";
        var request = new ClassifyPageRequest { Content = ByteString.CopyFromUtf8(Page), Url = "https://example.com/" };
        var (status, body) = await _client.PostAsync(
            isJson ? "/v1/pages:classify" : "/v1/pages:classify?url=https://example.com/",
            isJson ? JsonFormatter.Default.Format(request) : Page,
            type
        );

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("Council approves the new harbor bridge", (string?)body["headline"]);
        var items = body["modules"]![0]!["items"]!.AsArray();
        Assert.Equal(4, items.Count);
        Assert.Equal("https://example.com/a", (string?)items[0]!["href"]);
        Assert.True((bool)items[0]!["classification"]!["languageSupported"]!);
    }

    [Fact]
    public async Task Headlines_are_compared_as_by_gRPC()
    {
        var request = new CompareHeadlinesRequest { Headlines = { Clickbait, "Here's why rates rise!" } };
        var expected = await server.Classifier.CompareHeadlinesAsync(
            request,
            cancellationToken: TestContext.Current.CancellationToken
        );

        var (status, body) = await _client.PostAsync("/v1/headlines:compare", JsonFormatter.Default.Format(request));
        var (tooFew, error) = await _client.PostAsync("/v1/headlines:compare", """{"headlines":["Rates rise"]}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(expected, JsonParser.Default.Parse<CompareHeadlinesResponse>(body.ToJsonString()));
        Assert.Equal(HttpStatusCode.BadRequest, tooFew);
        Assert.Equal(("COMPARISON_SIZE_OUT_OF_RANGE", "headlines"), JsonClient.GetError(error));
    }

    [Fact]
    public async Task Models_and_limits_are_described()
    {
        var (_, models) = await _client.GetAsync("/v1/models");
        var (_, topic) = await _client.GetAsync("/v1/models/topic");
        var (missing, error) = await _client.GetAsync("/v1/models/weather");
        var (_, info) = await _client.GetAsync("/v1/info");

        Assert.Equal(
            ["clickbait", "encoder", "topic"],
            models["models"]!.AsArray().Select(model => (string)model!["name"]!)
        );
        Assert.Equal(17, topic["model"]!["labels"]!.AsArray().Count);
        Assert.Equal(HttpStatusCode.NotFound, missing);
        Assert.Equal(("MODEL_NOT_FOUND", "name"), JsonClient.GetError(error));
        Assert.Equal(10_000, (int)info["limits"]!["maxBatchItems"]!);
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task Health_is_reported(string path)
    {
        var (status, body) = await _client.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("SERVING", (string?)body["status"]);
        Assert.Equal(
            path == "/readyz",
            ((string?)body["models"])?.Contains("topic/", StringComparison.Ordinal) is true
        );
    }

    [Fact]
    public async Task A_model_is_described_by_version_or_label()
    {
        var (status, body) = await _client.GetAsync("/v1/models/topic?version=stable");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True((bool)body["model"]!["active"]!);
        var (missing, error) = await _client.GetAsync("/v1/models/topic?version=canary");
        Assert.Equal(HttpStatusCode.NotFound, missing);
        Assert.Equal(("MODEL_VERSION_NOT_LOADED", "version"), JsonClient.GetError(error));
    }

    [Fact]
    public async Task Feedback_is_stored_or_refused_with_its_field()
    {
        using var folder = new TemporaryFolder();
        await using var own = await RunningServer.StartAsync(
            "--Classifier:Feedback:Store",
            Path.Combine(folder.Path, "feedback.db"),
            "--Classifier:Feedback:MaxPerMinute",
            "2"
        );
        var client = new JsonClient(own.JsonAddress);
        const string Correction = """{"headline":"Rates rise","bait":0,"who":"me"}""";

        var (_, added) = await client.PostAsync("/v1/feedback", Correction);
        var (_, again) = await client.PostAsync("/v1/feedback", Correction);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{own.JsonAddress}/v1/feedback");
        request.Content = new StringContent(Correction, Encoding.UTF8, "application/json");
        using var tooFast = await JsonClient.SendAsync(request);
        var (off, _) = await _client.PostAsync("/v1/feedback", Correction);
        var (invalid, error) = await client.PostAsync("/v1/feedback", """{"headline":"Rates rise","who":"me"}""");

        Assert.True((bool)added["added"]!);
        Assert.False((bool)again["added"]!);
        Assert.Equal(HttpStatusCode.TooManyRequests, tooFast.StatusCode);
        Assert.InRange(tooFast.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(HttpStatusCode.NotImplemented, off);
        Assert.Equal(HttpStatusCode.BadRequest, invalid);
        Assert.Equal("FEEDBACK_INVALID", JsonClient.GetError(error).Reason);
    }
}
