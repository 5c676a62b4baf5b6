using System.Net;
using System.Text;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Server.Tests.Json;

public sealed class HostileJsonTests(RunningServer server)
{
    private const string Classify = "/v1/headlines:classify";
    private const string Batch = "/v1/headlines:classifyBatch";

    private readonly JsonClient _client = new(server.JsonAddress);

    [Theory]
    [InlineData(Classify, """{"headlin":"x"}""", "FIELD_UNKNOWN", "headlin")]
    [InlineData(Classify, """{"headline":"x","options":{"topk":1}}""", "FIELD_UNKNOWN", "options.topk")]
    [InlineData(Classify + "?explain=true", """{"headline":"x"}""", "FIELD_UNKNOWN", "explain")]
    [InlineData(Classify + "?options.explain=1", """{"headline":"x"}""", "JSON_MISMATCH", "options")]
    [InlineData(Classify + "?options.topK=1&options.topK=2", """{"headline":"x"}""", "FIELD_REPEATED", "options.topK")]
    [InlineData(Classify, """{"headline":"x","options":{"topK":99}}""", "TOP_K_OUT_OF_RANGE", "options.top_k")]
    [InlineData(
        Classify,
        """{"headline":"x","options":{"minScore":"NaN"}}""",
        "MIN_SCORE_OUT_OF_RANGE",
        "options.min_score"
    )]
    [InlineData(Classify, """{"headline":["x"]}""", "JSON_MISMATCH", "body")]
    [InlineData(Classify, """{"headline":"x"} {}""", "JSON_MALFORMED", "body")]
    [InlineData(Classify, """{"headline":"x" """, "JSON_MALFORMED", "body")]
    [InlineData(Classify, "", "JSON_MALFORMED", "body")]
    [InlineData(Classify, "[]", "JSON_MISMATCH", "body")]
    [InlineData(Classify, "1e999", "JSON_MISMATCH", "body")]
    [InlineData(Classify, """{"headline":1e999}""", "JSON_MISMATCH", "body")]
    [InlineData(Classify, "{}", "HEADLINE_EMPTY", "headline")]
    [InlineData(Classify, """{"headline":"\u0007"}""", "HEADLINE_NOT_TEXT", "headline")]
    [InlineData(Batch, """{"item":[]}""", "FIELD_UNKNOWN", "item")]
    [InlineData(Batch, """[{"title":"x"}]""", "FIELD_UNKNOWN", "items[0].title")]
    [InlineData(Batch, """[{"head\ud800line":"x"}]""", "FIELD_UNKNOWN", "items[0].?")]
    [InlineData(Batch, """{"it\ud800ems":[]}""", "FIELD_UNKNOWN", "?")]
    [InlineData(Batch, """[{"headline":1}]""", "JSON_MISMATCH", "items[0].headline")]
    [InlineData(Batch, """["x",[]]""", "JSON_MISMATCH", "items[1]")]
    [InlineData(Batch, "[]", "BATCH_EMPTY", "items")]
    [InlineData(Batch, """["x"],""", "JSON_MALFORMED", "body")]
    [InlineData("/v1/pages:classify", """{"content":"!"}""", "JSON_MISMATCH", "body")]
    public async Task A_wrong_body_is_refused_and_its_field_named(string path, string body, string reason, string field)
    {
        var (status, error) = await _client.PostAsync(path, body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal((reason, field), JsonClient.GetError(error));
        Assert.Equal(3, (int)error["code"]!);
    }

    [Theory]
    [InlineData(Classify)]
    [InlineData(Batch)]
    public async Task JSON_that_is_nested_too_deeply_is_refused(string path)
    {
        var (status, error) = await _client.PostAsync(
            path,
            $$"""{"options":{{string.Concat(Enumerable.Repeat("""{"options":""", 2_000))}}"""
        );
        var (arrays, _) = await _client.PostAsync(path, new string('[', 50_000));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(JsonClient.GetError(error).Reason, new[] { "JSON_MALFORMED", "FIELD_UNKNOWN" });
        Assert.Equal(HttpStatusCode.BadRequest, arrays);
    }

    [Fact]
    public async Task Text_that_is_not_UTF_8_affects_only_its_item()
    {
        byte[] bad = [.. "[\"good\",\""u8, 0xC3, 0x28, .. "\",\"\\ud800\"]"u8];

        var (status, batch) = await _client.PostAsync(Batch, bad);
        var (single, error) = await _client.PostAsync(Classify, [.. "{\"headline\":\""u8, 0xFF, .. "\"}"u8]);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.NotNull(batch["results"]![0]!["classification"]);
        Assert.Equal("HEADLINE_NOT_TEXT", JsonClient.GetError(batch["results"]![1]!["error"]!).Reason);
        Assert.Equal("HEADLINE_NOT_TEXT", JsonClient.GetError(batch["results"]![2]!["error"]!).Reason);
        Assert.Equal(HttpStatusCode.BadRequest, single);
        Assert.Equal("BODY_NOT_UTF8", JsonClient.GetError(error).Reason);
    }

    [Theory]
    [InlineData(Classify, 200_000, "application/json")]
    [InlineData("/v1/pages:classify", 5_300_000, "text/html")]
    public async Task A_body_that_is_too_large_is_refused(string path, int bytes, string type)
    {
        var (status, error) = await _client.PostAsync(path, new string(' ', bytes), type);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Equal("MESSAGE_TOO_LARGE", JsonClient.GetError(error).Reason);
    }

    [Fact]
    public async Task A_batch_with_too_many_items_is_refused()
    {
        var (status, error) = await _client.PostAsync(
            Batch,
            $"[{string.Join(',', Enumerable.Repeat("{}", 1_000_000))}]"
        );

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(("BATCH_TOO_LARGE", "items"), JsonClient.GetError(error));
    }

    [Theory]
    [InlineData(Classify, "text/plain")]
    [InlineData(Classify, "application/x-www-form-urlencoded")]
    [InlineData(Batch, "multipart/form-data; boundary=x")]
    [InlineData("/v1/pages:classify", "image/png")]
    [InlineData("/v1/feedback", "")]
    public async Task Other_content_types_are_refused(string path, string type)
    {
        var (status, error) = await _client.PostAsync(path, """{"headline":"x"}""", type);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, status);
        Assert.Equal("MEDIA_TYPE_UNSUPPORTED", JsonClient.GetError(error).Reason);
    }

    [Theory]
    [InlineData("POST", "/v1/headlines", 404, 5)]
    [InlineData("GET", "/v1/../etc/passwd", 404, 5)]
    [InlineData("GET", Classify, 405, 12)]
    [InlineData("DELETE", "/v1/models", 405, 12)]
    public async Task Unknown_paths_and_methods_get_an_error_in_JSON(string method, string path, int status, int code)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), server.JsonAddress + path);
        using var response = await JsonClient.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(code, (int)(await JsonClient.ReadAsync(response))["code"]!);
    }

    [Theory]
    [InlineData("Host", "attacker.example", 403)]
    [InlineData("Host", "localhost:5081", 200)]
    [InlineData("Host", "[::1]:5081", 200)]
    [InlineData("Origin", "https://attacker.example", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin", 200)]
    public async Task Requests_from_web_pages_of_other_sites_are_refused(string header, string value, int expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, server.JsonAddress + Classify);
        request.Content = new StringContent("""{"headline":"Rates rise"}""", Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await JsonClient.SendAsync(request);

        Assert.Equal(expected, (int)response.StatusCode);
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task The_page_of_the_server_itself_and_configured_names_may_call_it()
    {
        await using var own = await RunningServer.StartAsync("--Classifier:Json:Hosts", "news.example; other.example");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{own.JsonAddress}/v1/info");
        request.Headers.Host = "news.example";
        request.Headers.TryAddWithoutValidation("Origin", "http://news.example");
        using var response = await JsonClient.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("GET /v1/info HTTP/1.1\r\n\r\n")]
    [InlineData("\0\0\0\r\n\r\n")]
    [InlineData("POST /v1/headlines:classify HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n")]
    public async Task Malformed_HTTP_is_refused(string request)
    {
        Assert.Contains(" 400 ", await _client.SendRawAsync(request), StringComparison.Ordinal);
    }
}
