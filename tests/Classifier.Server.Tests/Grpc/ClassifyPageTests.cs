using System.Text;
using Classifier.Tests.Common;
using Classifier.V1;
using Google.Protobuf;
using Grpc.Core;
using Xunit;

namespace Classifier.Server.Tests.Grpc;

public sealed class ClassifyPageTests(RunningServer server)
{
    private const string Html = """
        <!DOCTYPE html><html><head><title>Ferry returns | Coast Herald</title></head><body>
        <article><h1>Ferry returns to the islands after a week of storms</h1><p>The first boat left at dawn with ninety passengers on board.</p></article>
        <aside><h2>Most read</h2><ul>
        <li><a href="/news/2">Council votes to close the old swimming pool</a></li>
        <li><a href="/news/3">You wont believe what this fisherman found!</a></li>
        <li><a href="/news/4">Rovers beat United in a rain-soaked cup final</a></li>
        </ul></aside></body></html>
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("text/html")]
    [InlineData("TEXT/HTML; charset=utf-8")]
    [InlineData("application/xhtml+xml")]
    public async Task Html_returns_the_headline_and_the_lists_of_the_page(string contentType)
    {
        var response = await PageAsync(Encoding.UTF8.GetBytes(Html), contentType, "https://coast.example/news/1");

        Assert.Equal("Ferry returns to the islands after a week of storms", response.Headline);
        Assert.Equal(ClickbaitBand.None, response.Classification.Clickbait.Band);
        var module = Assert.Single(response.Modules);
        Assert.Equal("Most read", module.Title);
        Assert.Equal(PageModuleKind.Editorial, module.Kind);
        Assert.Equal(
            ["https://coast.example/news/2", "https://coast.example/news/3", "https://coast.example/news/4"],
            module.Items.Select(item => item.Href)
        );
        Assert.All(module.Items, item => Assert.Equal(item.Text, item.Classification.Headline));
        Assert.True(module.Items[1].Classification.Clickbait.Band >= ClickbaitBand.Considerable);
        Assert.Equal("medtop:15000000", module.Items[2].Classification.Topics[0].Id);
    }

    [Fact]
    public async Task Plain_text_returns_sections_and_dates()
    {
        var response = await PageAsync(
            Encoding.UTF8.GetBytes(
                """
                Ferry returns to the islands after a week of storms
                The first boat left at dawn with ninety passengers on board, the harbour office said.
                Top Headlines
                News
                Council votes to close the old swimming pool
                March 04, 2026
                Sport
                Rovers beat United in a rain-soaked cup final
                March 02, 2026
                """
            ),
            "text/plain"
        );

        Assert.Equal("Ferry returns to the islands after a week of storms", response.Headline);
        var items = Assert.Single(response.Modules).Items;
        Assert.Equal(
            ["News March 04, 2026", "Sport March 02, 2026"],
            items.Select(item => $"{item.Section} {item.Date}")
        );
    }

    public static TheoryData<string, byte[]> UnusualPages =>
        new()
        {
            { "no tags at all", "x"u8.ToArray() },
            { "only a NUL", [0] },
            {
                "a PNG signature",
                [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0xFF, 0xFE]
            },
            { "broken UTF-8", [.. "<h1>Caf"u8, 0xE9, .. " opens</h1>"u8] },
            { "UTF-16 with a byte order mark", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Html)] },
            { "unclosed tags", "<a href=\"<div <p <li <h1>"u8.ToArray() },
            { "20,000 open elements", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<div>", 20_000))) },
            {
                "50,000 links",
                Encoding.UTF8.GetBytes(
                    "<aside>"
                        + string.Concat(Enumerable.Repeat("<a href=/x>A headline of some length is here</a>", 50_000))
                )
            },
            {
                "an attribute of a megabyte",
                Encoding.UTF8.GetBytes($"<a href='{new string('x', 1 << 20)}'>A headline of some length</a>")
            },
            {
                "a link text of a megabyte",
                Encoding.UTF8.GetBytes($"<ul><li><a href=/x>{new string('x', 1 << 20)}</a></ul>")
            },
            { "invalid character references", "<h1>&#0;&#xD800;&#x110000;&bogus;</h1>"u8.ToArray() },
            {
                "an invalid base URL",
                "<base href='http://[x'><ul><li><a href='/1'>A first headline of some length</a><li><a href='//['>A second headline of some length</a></ul>"u8.ToArray()
            },
        };

    [Theory]
    [MemberData(nameof(UnusualPages))]
    public async Task Arbitrary_bytes_are_accepted_as_a_page(string what, byte[] content)
    {
        var response = await PageAsync(content, "", "https://coast.example/");

        Assert.True(response is not null, what);
    }

    [Theory]
    [InlineData("application/pdf", "", "CONTENT_TYPE_UNSUPPORTED", "content_type")]
    [InlineData("nonsense", "", "CONTENT_TYPE_UNSUPPORTED", "content_type")]
    [InlineData("text/html", "not an address", "URL_INVALID", "url")]
    [InlineData("text/html", "file:///etc/passwd", "URL_INVALID", "url")]
    [InlineData("text/html", "/relative", "URL_INVALID", "url")]
    public async Task Invalid_page_requests_are_rejected(string contentType, string url, string reason, string field)
    {
        var (code, info, violation) = await RpcError.GetAsync(() =>
            PageAsync(Encoding.UTF8.GetBytes(Html), contentType, url)
        );

        Assert.Equal(StatusCode.InvalidArgument, code);
        Assert.Equal(reason, info.Reason);
        Assert.Equal(field, violation.Field);
    }

    [Fact]
    public async Task A_page_of_the_maximum_size_is_accepted_and_a_larger_one_is_rejected()
    {
        var largest = new byte[5 * 1024 * 1024];
        largest.AsSpan().Fill((byte)' ');
        Assert.Empty((await PageAsync(largest, "text/html")).Modules);

        var (code, info, _) = await RpcError.GetAsync(() => PageAsync([.. largest, 32], "text/html"));
        Assert.Equal(StatusCode.InvalidArgument, code);
        Assert.Equal("PAGE_TOO_LARGE", info.Reason);
        Assert.Equal("5242881", info.Metadata["value"]);
        Assert.Equal("5242880", info.Metadata["limit"]);
    }

    [Fact]
    public async Task An_empty_page_is_rejected()
    {
        var (_, info, _) = await RpcError.GetAsync(() => PageAsync([], "text/html"));

        Assert.Equal("PAGE_EMPTY", info.Reason);
    }

    private async Task<ClassifyPageResponse> PageAsync(byte[] content, string contentType, string url = "") =>
        await server.Classifier.ClassifyPageAsync(
            new ClassifyPageRequest
            {
                Content = ByteString.CopyFrom(content),
                ContentType = contentType,
                Url = url,
            },
            cancellationToken: Stop
        );
}
