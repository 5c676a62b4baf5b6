using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Classifier.Cli.Tests.Commands.Scoring;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Cli.Tests.Sources;

/// <summary>Tests all kinds of input through the program.</summary>
public sealed class PageSourceTests : IDisposable
{
    private static readonly string[] Expected =
    [
        "Council votes to close the old swimming pool in March",
        "You wont believe what this fisherman found in his net!",
        "Rovers beat United in a rain-soaked cup final on Saturday",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Zip_archives_are_read_regardless_of_their_file_extension()
    {
        var path = _folder.Of("archive");
        await using (
            var zip = await ZipFile.OpenAsync(path, ZipArchiveMode.Create, TestContext.Current.CancellationToken)
        )
        {
            await AddAsync(zip, "a.html", PageCommandTests.Html);
            await AddAsync(zip, "crawled/page?id=7", PageCommandTests.Html);
            await AddAsync(zip, "style.css", "p { color: red }");
            await AddAsync(zip, "README", "nothing to read");
            await AddAsync(zip, "../../outside.html", PageCommandTests.Html);
        }

        var pages = await PagesAsync(path);

        Assert.Equal(
            ["archive/a.html", "archive/crawled/page?id=7", "archive/../../outside.html"],
            pages.Select(page => page.Name)
        );
        Assert.All(pages, page => Assert.Equal(Expected, page.Items));
    }

    [Fact]
    public async Task Names_in_an_archive_cannot_escape_the_output_folder()
    {
        var path = _folder.Of("archive.zip");
        await using (
            var zip = await ZipFile.OpenAsync(path, ZipArchiveMode.Create, TestContext.Current.CancellationToken)
        )
        {
            await AddAsync(zip, "../../outside.html", PageCommandTests.Html);
            await AddAsync(zip, "/etc/outside.html", PageCommandTests.Html);
        }

        Directory.CreateDirectory(_folder.Of("deep/er/out"));
        var result = await ClassifierProgram.RunAsync([
            "page",
            path,
            "--format",
            "json",
            "--output",
            _folder.Of("deep/er/out"),
        ]);

        Assert.Equal(0, result.ExitCode);
        var written = Directory.GetFiles(_folder.Path, "*.json", SearchOption.AllDirectories);
        Assert.Equal(2, written.Length);
        Assert.All(written, file => Assert.StartsWith(_folder.Of("deep/er/out"), file, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tar_archives_are_read_with_and_without_compression(bool gzip)
    {
        var path = _folder.Of(gzip ? "pages.tar.gz" : "pages.tar");
        await using (var file = File.Create(path))
        await using (Stream stream = gzip ? new GZipStream(file, CompressionLevel.Fastest) : file)
        await using (var tar = new TarWriter(stream))
        {
            await AddAsync(tar, "a.html", Encoding.UTF8.GetBytes(PageCommandTests.Html));
            await AddAsync(tar, "empty.html", []);
            await AddAsync(tar, "b.html.gz", Gzip(PageCommandTests.Html));
        }

        var pages = await PagesAsync(path);

        Assert.Equal(["a.html", "empty.html", "b.html.gz"], pages.Select(page => Path.GetFileName(page.Name)));
        Assert.Equal("the page is empty", pages[1].Error);
        Assert.Equal(Expected, pages[0].Items);
        Assert.Equal(Expected, pages[2].Items);
    }

    [Fact]
    public async Task A_truncated_tar_archive_yields_its_complete_pages_and_an_error()
    {
        var path = _folder.Of("pages.tar.gz");
        using (var bytes = new MemoryStream())
        {
            await using (var tar = new TarWriter(bytes, leaveOpen: true))
            {
                await AddAsync(tar, "a.html", Encoding.UTF8.GetBytes(PageCommandTests.Html));
                await AddAsync(
                    tar,
                    "b.html",
                    Encoding.UTF8.GetBytes(
                        string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{i * 7919L % 100_003:x}"))
                    )
                );
            }

            await File.WriteAllBytesAsync(
                path,
                Gzip(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length))[..^100],
                TestContext.Current.CancellationToken
            );
        }

        var (code, pages) = await RunAsync(path);

        Assert.Equal(2, code);
        Assert.Equal(Expected, pages[0].Items);
        Assert.Contains("corrupt", pages[^1].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decompression_bomb_is_one_error()
    {
        var path = _folder.Of("bomb.tar.gz");
        await using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        await using (var tar = new TarWriter(gzip))
        {
            await AddAsync(tar, "bomb.html", new byte[200 * 1024 * 1024]);
            await AddAsync(tar, "a.html", Encoding.UTF8.GetBytes(PageCommandTests.Html));
        }

        var (code, pages) = await RunAsync(path);

        Assert.Equal(2, code);
        Assert.Contains("5,242,880", pages[0].Error, StringComparison.Ordinal);
        Assert.Equal(Expected, pages[1].Items);
    }

    [Fact]
    public async Task Pages_of_a_web_archive_are_named_by_their_URLs()
    {
        var body = Encoding.UTF8.GetBytes(PageCommandTests.Html);
        byte[] warc =
        [
            .. Record("warcinfo", null, "application/warc-fields", "software: none\r\n"u8.ToArray()),
            .. Record(
                "request",
                "https://coast.example/news/1",
                "application/http",
                "GET / HTTP/1.1\r\n\r\n"u8.ToArray()
            ),
            .. Record(
                "response",
                "https://coast.example/news/1",
                "application/http; msgtype=response",
                Http("text/html; charset=utf-8", "", body)
            ),
            .. Record(
                "response",
                "https://coast.example/gone",
                "application/http",
                "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>gone</p>"u8.ToArray()
            ),
            .. Record(
                "response",
                "https://coast.example/logo.png",
                "application/http",
                Http("image/png", "", [1, 2, 3])
            ),
            .. Record(
                "response",
                "https://coast.example/news/2",
                "application/http",
                Http(
                    "text/html",
                    "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
                    Chunked(Gzip(PageCommandTests.Html))
                )
            ),
        ];
        await File.WriteAllBytesAsync(
            _folder.Of("crawl.warc.gz"),
            GzipBytes(warc),
            TestContext.Current.CancellationToken
        );

        var pages = await PagesAsync(_folder.Of("crawl.warc.gz"));

        Assert.Equal(["https://coast.example/news/1", "https://coast.example/news/2"], pages.Select(page => page.Name));
        Assert.All(pages, page => Assert.Equal(Expected, page.Items));
        Assert.Equal("https://coast.example/news/2", pages[0].FirstLink);
    }

    [Fact]
    public async Task The_error_of_a_truncated_web_archive_has_the_record_number()
    {
        byte[] warc =
        [
            .. Record(
                "response",
                "https://coast.example/1",
                "application/http",
                Http("text/html", "", Encoding.UTF8.GetBytes(PageCommandTests.Html))
            ),
        ];
        await File.WriteAllBytesAsync(
            _folder.Of("crawl.warc"),
            [.. warc, .. warc[..^50]],
            TestContext.Current.CancellationToken
        );

        var (code, pages) = await RunAsync(_folder.Of("crawl.warc"));

        Assert.Equal(2, code);
        Assert.Equal(Expected, pages[0].Items);
        Assert.Contains("record 2", pages[1].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_JSON_line_is_a_page_and_an_invalid_line_is_one_error()
    {
        var html = JsonSerializer.Serialize(PageCommandTests.Html);
        var path = _folder.Write(
            "pages.jsonl",
            $$"""
            {"url": "https://coast.example/news/1", "html": {{html}}}
            {"html": {{html}}}
            {"url": "https://coast.example/news/3"}
            not json

            """
        );

        var (code, pages) = await RunAsync(path);

        Assert.Equal(2, code);
        Assert.Equal(
            ["https://coast.example/news/1", "pages.jsonl:2", "pages.jsonl:3", "pages.jsonl:4"],
            pages.Select(page => page.Name)
        );
        Assert.Equal("https://coast.example/news/2", pages[0].FirstLink);
        Assert.Equal(Expected, pages[1].Items);
        Assert.NotNull(pages[2].Error);
        Assert.NotNull(pages[3].Error);
    }

    [Theory]
    [InlineData(
        "<rss version=\"2.0\"><channel><title>Coast</title><item><title>Ferry &amp;amp; bus fares rise</title><link>https://coast.example/1</link><pubDate>Mon, 3 Feb 2025 10:00:00 GMT</pubDate><category>News</category></item></channel></rss>"
    )]
    [InlineData(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Coast</title><entry><title>Ferry &amp;amp; bus fares rise</title><link href=\"https://coast.example/1\"/><updated>Mon, 3 Feb 2025 10:00:00 GMT</updated><category term=\"News\"/></entry></feed>"
    )]
    public async Task A_feed_is_one_module(string xml)
    {
        var result = await ClassifierProgram.RunAsync(
            ["page", "-", "--format", "csv"],
            "<?xml version=\"1.0\"?>\n" + xml
        );

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith(
            "standard input,1,Coast,editorial,1,Ferry & bus fares rise,https://coast.example/1,\"Mon, 3 Feb 2025 10:00:00 GMT\",2025-02-03T10:00:00+00:00,News,",
            result.Lines[1],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_news_sitemap_is_one_module()
    {
        var result = await ClassifierProgram.RunAsync(
            ["page", "-", "--format", "csv"],
            """
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
            <url><loc>https://coast.example/1</loc><news:news><news:publication><news:name>Coast</news:name><news:language>en</news:language></news:publication>
            <news:publication_date>2025-02-03</news:publication_date><news:title>Ferry &amp; bus fares rise</news:title></news:news></url>
            <url><loc>https://coast.example/contact</loc></url>
            </urlset>
            """
        );

        Assert.Equal(2, result.Lines.Length);
        Assert.StartsWith(
            "standard input,1,Coast,editorial,1,Ferry & bus fares rise,https://coast.example/1,2025-02-03,2025-02-03,,",
            result.Lines[1],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_error_of_a_sitemap_index_lists_its_sitemaps()
    {
        var path = _folder.Write(
            "index.xml",
            "<sitemapindex><sitemap><loc>https://coast.example/news-1.xml</loc></sitemap></sitemapindex>"
        );

        var (code, pages) = await RunAsync(path);

        Assert.Equal(2, code);
        Assert.Contains("https://coast.example/news-1.xml", pages[0].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_contains_files_and_folders_and_a_missing_file_is_one_error()
    {
        var list = _folder.Write(
            "list.txt",
            $"{_folder.Write("one/a.html", PageCommandTests.Html)}\n{_folder.Of("none.html")}\n{_folder.Of("one")}\n"
        );

        var (code, pages) = await RunAsync("--list", list);

        Assert.Equal(2, code);
        Assert.Equal(3, pages.Count);
        Assert.Equal("no such file or folder", pages[1].Error);
        Assert.Equal(Expected, pages[2].Items);
    }

    [Fact]
    public async Task Nested_gzip_files_are_rejected_beyond_the_maximum_depth()
    {
        var content = Gzip(PageCommandTests.Html);
        for (var i = 0; i < 5; i++)
        {
            content = GzipBytes(content);
        }

        await File.WriteAllBytesAsync(_folder.Of("page.html.gz"), content, TestContext.Current.CancellationToken);

        var (_, pages) = await RunAsync(_folder.Of("page.html.gz"));

        Assert.Contains("more than 3", Assert.Single(pages).Error, StringComparison.Ordinal);
    }

    private static async Task<List<ReadPage>> PagesAsync(string path) => (await RunAsync(path)).Pages;

    private static async Task<(int Code, List<ReadPage> Pages)> RunAsync(params string[] inputs)
    {
        var result = await ClassifierProgram.RunAsync(["page", .. inputs, "--format", "jsonl"]);
        return (result.ExitCode, [.. result.Lines.Select(ReadPage.Of)]);
    }

    private static async Task AddAsync(ZipArchive zip, string name, string content)
    {
        await using var writer = new StreamWriter(await zip.CreateEntry(name).OpenAsync());
        await writer.WriteAsync(content);
    }

    private static Task AddAsync(TarWriter tar, string name, byte[] content) =>
        tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });

    private static byte[] Gzip(string text) => GzipBytes(Encoding.UTF8.GetBytes(text));

    private static byte[] GzipBytes(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }

    private static byte[] Record(string type, string? url, string contentType, byte[] block) =>
        [
            .. Encoding.UTF8.GetBytes(
                $"WARC/1.0\r\nWARC-Type: {type}\r\n{(url is null ? "" : $"WARC-Target-URI: {url}\r\n")}Content-Type: {contentType}\r\nContent-Length: {block.Length}\r\n\r\n"
            ),
            .. block,
            .. "\r\n\r\n"u8,
        ];

    private static byte[] Http(string type, string headers, byte[] body) =>
        [.. Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\n{headers}\r\n"), .. body];

    private static byte[] Chunked(byte[] body) =>
        [
            .. Encoding.UTF8.GetBytes($"{body.Length / 2:x}\r\n"),
            .. body[..(body.Length / 2)],
            .. Encoding.UTF8.GetBytes($"\r\n{body.Length - (body.Length / 2):x};x=y\r\n"),
            .. body[(body.Length / 2)..],
            .. "\r\n0\r\n\r\n"u8,
        ];

    private sealed record ReadPage(string Name, string? Error, string[] Items, string? FirstLink)
    {
        public static ReadPage Of(string line)
        {
            using var json = JsonDocument.Parse(line);
            var items = json
                .RootElement.GetProperty("modules")
                .EnumerateArray()
                .SelectMany(module => module.GetProperty("items").EnumerateArray())
                .ToArray();
            return new ReadPage(
                json.RootElement.GetProperty("page").GetString()!,
                json.RootElement.TryGetProperty("error", out var error) ? error.GetString() : null,
                [.. items.Select(item => item.GetProperty("text").GetString()!)],
                items.Length > 0 ? items[0].GetProperty("href").GetString() : null
            );
        }
    }
}
