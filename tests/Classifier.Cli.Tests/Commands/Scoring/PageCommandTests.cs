using System.Text.Json;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Cli.Tests.Commands.Scoring;

public sealed class PageCommandTests : IDisposable
{
    internal const string Html = """
        <!DOCTYPE html>
        <html><head><title>Ferry service to the islands resumes | Coast Herald</title></head>
        <body>
        <main><article><h1>Ferry service to the islands resumes after a week of storms</h1>
        <p>The first boat left at dawn with ninety passengers and a cargo of bread.</p>
        <p>The harbour office expects the timetable to be back to normal by Friday.</p></article></main>
        <aside><h2>Most read</h2><ul>
        <li><a href="/news/2">Council votes to close the old swimming pool in March</a></li>
        <li><a href="/news/3">You wont believe what this fisherman found in his net!</a></li>
        <li><a href="/news/4">Rovers beat United in a rain-soaked cup final on Saturday</a></li>
        </ul></aside>
        </body></html>
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_article_headline_and_the_lists_of_a_page_are_classified()
    {
        var result = await ClassifierProgram.RunAsync(["page", _folder.Write("ferry.html", Html)]);

        Assert.Equal(0, result.ExitCode);
        using var json = JsonDocument.Parse(Assert.Single(result.Lines));
        var page = json.RootElement;
        Assert.Equal(
            "Ferry service to the islands resumes after a week of storms",
            page.GetProperty("headline").GetString()
        );
        Assert.Equal("NONE", Band(page));
        var module = Assert.Single(page.GetProperty("modules").EnumerateArray());
        Assert.Equal("Most read", module.GetProperty("title").GetString());
        Assert.Equal("editorial", module.GetProperty("kind").GetString());
        var items = module.GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(["/news/2", "/news/3", "/news/4"], items.Select(item => item.GetProperty("href").GetString()));
        Assert.Contains(Band(items[1]), (string[])["CONSIDERABLE", "HEAVY"]);
        Assert.Equal(
            "medtop:15000000",
            items[2].GetProperty("classification").GetProperty("topics")[0].GetProperty("id").GetString()
        );
        Assert.All(
            items,
            item =>
                Assert.Equal(
                    item.GetProperty("text").GetString(),
                    item.GetProperty("classification").GetProperty("headline").GetString()
                )
        );
    }

    [Fact]
    public async Task The_base_address_resolves_relative_links()
    {
        var result = await ClassifierProgram.RunAsync(
            ["page", "-", "--base-url", "https://coast.example/news/1"],
            Html
        );

        Assert.Contains("\"href\":\"https://coast.example/news/2\"", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sections_and_dates_of_a_text_dump_are_read()
    {
        var input = _folder.Write(
            "dump.txt",
            """
            Ferry service to the islands resumes after a week of storms
            The first boat left at dawn with ninety passengers and a cargo of bread, the harbour office said.
            Top Headlines
            News
            Council votes to close the old swimming pool
            March 04, 2026
            News
            You wont believe what this fisherman found!
            March 03, 2026
            Sport
            Rovers beat United in a rain-soaked cup final
            March 02, 2026
            """
        );

        var result = await ClassifierProgram.RunAsync(["page", input, "--format", "csv"]);

        Assert.Contains(
            result.Lines,
            line =>
                line.Contains(
                    "Council votes to close the old swimming pool,,\"March 04, 2026\",2026-03-04,News",
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public async Task CSV_output_has_a_row_per_headline_and_the_article_is_first()
    {
        var output = _folder.Of("rows.csv");

        var result = await ClassifierProgram.RunAsync(["page", _folder.Write("ferry.html", Html), "--output", output]);

        Assert.Equal(0, result.ExitCode);
        var lines = await File.ReadAllLinesAsync(output, TestContext.Current.CancellationToken);
        Assert.Equal(5, lines.Length);
        Assert.StartsWith(
            "page,module,module_title,kind,position,headline,href,date,iso_date,section,topic,",
            lines[0],
            StringComparison.Ordinal
        );
        Assert.StartsWith("ferry.html,0,,article,1,Ferry service", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("ferry.html,1,Most read,editorial,2,You wont believe", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_to_a_folder_is_a_JSON_file_per_page()
    {
        _folder.Write("in/a.html", Html);
        _folder.Write("in/deeper/b.htm", Html);
        _folder.Write("in/notes.md", "not a page");
        var output = _folder.Of("out");

        var result = await ClassifierProgram.RunAsync([
            "page",
            _folder.Of("in"),
            "--format",
            "json",
            "--output",
            output,
        ]);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            [Path.Combine(output, "a.json"), Path.Combine(output, "deeper", "b.json")],
            Directory.GetFiles(output, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        );
        using var json = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(output, "a.json"), TestContext.Current.CancellationToken)
        );
        Assert.Equal(3, json.RootElement.GetProperty("modules")[0].GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Pages_with_the_same_name_get_different_files()
    {
        _folder.Write("in/a.html", Html);
        _folder.Write("in/a.txt", "text");

        var result = await ClassifierProgram.RunAsync(["page", _folder.Of("in"), "--output", _folder.Of("out")]);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            ["a.json", "a.txt.json"],
            Directory.GetFiles(_folder.Of("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("0.3", 3)]
    [InlineData("0.34", 0)]
    public async Task More_clickbait_than_allowed_has_its_own_exit_code(string allowed, int code)
    {
        var result = await ClassifierProgram.RunAsync([
            "page",
            _folder.Write("ferry.html", Html),
            "--fail-on-bait",
            allowed,
        ]);

        Assert.Equal(code, result.ExitCode);
        Assert.Single(result.Lines);
        Assert.Equal(code == 3, result.Error.Contains("1 of 3 headlines", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unreadable_page_gets_an_error_and_the_others_are_classified()
    {
        _folder.Write("in/a.html", "");
        _folder.Write("in/b.html", Html);
        await File.WriteAllBytesAsync(
            _folder.Of("in/c.html"),
            new byte[(5 * 1024 * 1024) + 1],
            TestContext.Current.CancellationToken
        );

        var result = await ClassifierProgram.RunAsync(["page", _folder.Of("in")]);

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(3, result.Lines.Length);
        Assert.Contains("the page is empty", result.Lines[0], StringComparison.Ordinal);
        Assert.Contains("Ferry service", result.Lines[1], StringComparison.Ordinal);
        Assert.Contains("5,242,880", result.Lines[2], StringComparison.Ordinal);
        Assert.Contains("2 of 3 pages", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_without_lists_is_not_an_error()
    {
        var result = await ClassifierProgram.RunAsync([
            "page",
            _folder.Write("bare.html", "<p>Nothing here.</p>"),
            "--format",
            "table",
        ]);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("bare.html", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--base-url", "ftp://x.example/")]
    [InlineData("--fail-on-bait", "30")]
    [InlineData("--input-format", "docx")]
    [InlineData("--format", "pdf")]
    [InlineData("--output", "report.pdf")]
    public async Task Wrong_usage_is_reported_in_one_line(string option, string value)
    {
        var result = await ClassifierProgram.RunAsync(["page", _folder.Write("ferry.html", Html), option, value]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(value, Assert.Single(result.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_error_for_a_folder_without_pages_lists_the_known_extensions()
    {
        var result = await ClassifierProgram.RunAsync(["page", _folder.Path]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(".html", result.Error, StringComparison.Ordinal);
    }

    private static string? Band(JsonElement scored) =>
        scored.GetProperty("classification").GetProperty("clickbait").GetProperty("band").GetString();
}
