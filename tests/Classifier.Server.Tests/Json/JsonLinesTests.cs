using System.Text;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Server.Tests.Json;

public sealed class JsonLinesTests(RunningServer server)
{
    private readonly JsonClient _client = new(server.JsonAddress);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_line_gets_its_result_and_a_bad_line_an_error_that_names_it(bool isChunked)
    {
        const string Lines = """
            {"id":"1","headline":"Rates rise"}
            "Storm floods the coast road"

            {"headline":
            {"headlin":"Rates rise"}
            {"id":"6","headline":"a\u0000b"}
            7
            {"id":"8","headline":"Cup final ends in a draw"}
            """;

        var results = await _client.ClassifyLinesAsync(Lines.ReplaceLineEndings("\r\n"), isChunked);

        Assert.Equal(7, results.Length);
        Assert.Equal("1", (string?)results[0]["id"]);
        Assert.Equal("Storm floods the coast road", (string?)results[1]["classification"]!["headline"]);
        Assert.Equal(("JSON_MALFORMED", "lines[4]"), JsonClient.GetError(results[2]["error"]!));
        Assert.Equal(("FIELD_UNKNOWN", "lines[5].headlin"), JsonClient.GetError(results[3]["error"]!));
        Assert.Equal(("HEADLINE_NOT_TEXT", "lines[6].headline"), JsonClient.GetError(results[4]["error"]!));
        Assert.Equal(("JSON_MISMATCH", "lines[7]"), JsonClient.GetError(results[5]["error"]!));
        Assert.Equal("8", (string?)results[6]["id"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_may_have_any_number_of_lines(bool isChunked)
    {
        var lines = string.Concat(
            Enumerable.Range(0, 2_500).Select(i => $$"""{"id":"{{i}}","headline":"Rates rise"}{{'\n'}}""")
        );

        var results = await _client.ClassifyLinesAsync(lines, isChunked, "?options.topK=1");

        Assert.Equal(Enumerable.Range(0, 2_500).Select(i => $"{i}"), results.Select(result => (string)result["id"]!));
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_skipped()
    {
        var lines = $"\"{new string('x', 3_000_000)}\"\n\"Rates rise\"";

        var results = await _client.ClassifyLinesAsync(lines, true);

        Assert.Equal(("LINE_TOO_LONG", "lines[1]"), JsonClient.GetError(results[0]["error"]!));
        Assert.Equal("Rates rise", (string?)results[1]["classification"]!["headline"]);
    }

    [Fact]
    public async Task Results_arrive_while_the_stream_is_open()
    {
        using var client = await _client.ConnectAsync();
        var stream = client.GetStream();
        using var reader = new StreamReader(stream);
        await SendAsync(
            stream,
            "POST /v1/headlines:classifyBatch HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-ndjson\r\n"
                + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
        );
        foreach (var headline in new[] { "Rates rise", "Storm floods the coast road" })
        {
            await SendAsync(stream, $"{headline.Length + 3:x}\r\n\"{headline}\"\n\r\n");
            string line;
            do
            {
                line = (await reader.ReadLineAsync(Stop))!;
            } while (!line.StartsWith('{'));

            Assert.Contains(headline, line, StringComparison.Ordinal);
        }

        await SendAsync(stream, "0\r\n\r\n");
        Assert.EndsWith("0\r\n\r\n", await reader.ReadToEndAsync(Stop), StringComparison.Ordinal);
    }

    private static async Task SendAsync(Stream stream, string text) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), Stop);
}
