using System.Text.Json;
using AngleSharp.Html.Parser;
using Classifier.Tests.Common;
using Classifier.V1;
using Parquet.Serialization;
using Xunit;

namespace Classifier.Cli.Tests.Commands.Scoring;

/// <summary>Tests the numbers of stories that <c>--cluster</c> asks for, in each output format.</summary>
public sealed class ClusterTests(RunningServer server) : IDisposable
{
    private const string Html = """
        <html><body><h1>Central bank raises interest rates by a quarter point</h1><h2>Most read</h2><ul>
        <li><a href="/a">Central bank raises interest rates again by a quarter point</a></li>
        <li><a href="/b">Storm floods the coast road near Brighton</a></li>
        <li><a href="/c">Striker scores twice as the cup final ends</a></li>
        <li><a href="/d">Storm floods the coast road near Brighton!</a></li></ul></body></html>
        """;

    private static readonly string[] Headlines =
    [
        "Central bank raises interest rates by a quarter point",
        "",
        "Storm floods the coast road near Brighton",
        "Central bank raises interest rates again by a quarter point",
    ];

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Lines_of_headlines_have_stories()
    {
        var result = await ClassifierProgram.RunAsync(["classify", "--cluster", "--format", "jsonl", .. Headlines]);

        Assert.Equal(2, result.ExitCode);
        Assert.Equal([1, null, 2, 1], result.Lines.Select(line => Story(JsonElement.Parse(line))));
    }

    [Theory]
    [InlineData("csv", ',')]
    [InlineData("tsv", '\t')]
    public async Task Rows_of_headlines_have_stories(string format, char separator)
    {
        string[] command = ["classify", "--format", format, .. Headlines];

        var plain = await ClassifierProgram.RunAsync(command);
        var result = await ClassifierProgram.RunAsync([.. command, "--cluster"]);

        Assert.Equal(["story", "1", "", "2", "1"], result.Lines.Select(line => line.Split(separator)[^1]));
        Assert.Equal(plain.Lines, result.Lines.Select(line => line[..line.LastIndexOf(separator)]));
    }

    [Fact]
    public async Task Tables_of_headlines_have_stories()
    {
        var result = await ClassifierProgram.RunAsync(["classify", "--cluster", "--format", "table", .. Headlines]);

        Assert.Contains("Story", result.Output, StringComparison.Ordinal);
        Assert.Equal(["1", "2", "1"], ReadLastColumn(result.Output));
    }

    [Fact]
    public async Task Files_are_numbered_beyond_the_limit_of_the_API()
    {
        var input = _folder.Write(
            "headlines.txt",
            string.Join(
                '\n',
                [.. Enumerable.Range(0, 2_500).Select(i => $"{i * 7919} ships reach port {i}"), Headlines[0]]
            ) + $"\n{Headlines[3]}\n"
        );

        var result = await ClassifierProgram.RunAsync(["classify", "--cluster", "--input", input]);

        var stories = result.Lines.Select(line => Story(JsonElement.Parse(line))).ToArray();
        Assert.Equal(2_502, stories.Length);
        Assert.Equal(stories[^2], stories[^1]);
        Assert.Equal(stories.Max(), stories[^1]);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("jsonl")]
    public async Task Pages_in_JSON_have_stories(string format)
    {
        var plain = await RunPageAsync(format);
        var clustered = await RunPageAsync(format, "--cluster");

        var page = JsonElement.Parse(clustered);
        Assert.Equal(1, Story(page));
        Assert.Equal([1, 2, 3, 2], page.GetProperty("modules")[0].GetProperty("items").EnumerateArray().Select(Story));
        Assert.DoesNotContain("story", plain, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_in_CSV_have_stories()
    {
        var csv = await RunPageAsync("csv", "--cluster");

        Assert.Equal(["story", "1", "1", "2", "3", "2"], csv.TrimEnd().Split('\n').Select(line => line.Split(',')[^1]));
    }

    [Fact]
    public async Task Pages_in_tables_have_stories()
    {
        var table = await RunPageAsync("table", "--cluster");

        Assert.Contains("Story", table, StringComparison.Ordinal);
        Assert.Equal(["1", "1", "2", "3", "2"], ReadLastColumn(table));
    }

    [Fact]
    public async Task Pages_in_Parquet_have_stories()
    {
        var output = _folder.Of("rows.parquet");

        await ClassifierProgram.RunAsync(["page", _folder.Write("page.html", Html), "--cluster", "--output", output]);

        var rows = await ParquetSerializer.DeserializeAsync<Row>(output, cancellationToken: Stop);
        Assert.Equal([1, 1, 2, 3, 2], rows.Data.Select(row => row.story));
    }

    [Fact]
    public async Task Reports_mark_the_headlines_of_a_page_that_share_a_story()
    {
        var output = _folder.Of("report.html");

        await ClassifierProgram.RunAsync(["page", _folder.Write("page.html", Html), "--cluster", "--output", output]);

        var report = new HtmlParser().ParseDocument(await File.ReadAllTextAsync(output, Stop));
        Assert.Equal("Story 1 · 2 headlines", report.QuerySelector("summary .story-1")!.TextContent);
        Assert.Equal(
            ["Story 1 · 2 headlines", "Story 2 · 2 headlines", null, "Story 2 · 2 headlines"],
            report.QuerySelectorAll(".headlines .words").Select(words => words.QuerySelector(".story")?.TextContent)
        );
        Assert.DoesNotContain("story", await RunPageAsync("html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_gives_the_same_stories()
    {
        await using var small = await RunningServer.StartAsync("--Classifier:Limits:MaxBatchItems", "2");
        string[] command = ["classify", "--cluster", .. Headlines];
        var request = new ClassifyBatchRequest { Options = new ClassifyOptions { Cluster = true } };
        request.Items.AddRange(Headlines.Select(headline => new ClassifyItem { Headline = headline }));

        var local = await ClassifierProgram.RunAsync(command);
        var remote = await ClassifierProgram.RunAsync([.. command, "--server", small.Address]);
        var batch = await server.Classifier.ClassifyBatchAsync(request, cancellationToken: Stop);

        Assert.Equal(local.Output, remote.Output);
        Assert.Equal(
            batch.Results.Select(result => result.Story),
            remote.Lines.Select(line => Story(JsonElement.Parse(line)) ?? 0)
        );
        Assert.Equal(
            await RunPageAsync("json", "--cluster"),
            await RunPageAsync("json", "--cluster", "--server", small.Address)
        );
    }

    private async Task<string> RunPageAsync(string format, params string[] options)
    {
        var result = await ClassifierProgram.RunAsync([
            "page",
            _folder.Write("page.html", Html),
            "--format",
            format,
            .. options,
        ]);
        Assert.Equal(0, result.ExitCode);
        return result.Output;
    }

    private static int? Story(JsonElement json) =>
        json.TryGetProperty("story", out var story) ? story.GetInt32() : null;

    private static IEnumerable<string> ReadLastColumn(string table) =>
        table
            .Split('\n')
            .Select(line => line.TrimEnd().Split(' ')[^1])
            .Where(cell => cell.Length == 1 && char.IsAsciiDigit(cell[0]));

#pragma warning disable IDE1006, CA1034 // The property has the name of the column.
    public sealed class Row
    {
        public int? story { get; set; }
    }
#pragma warning restore IDE1006, CA1034
}
