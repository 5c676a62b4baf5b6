using System.Text.Json;
using AngleSharp.Html.Parser;
using Classifier.Cli.Tests.Commands.Scoring;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Cli.Tests.Reports;

/// <summary>Tests reports on more pages than can be displayed.</summary>
public sealed class ManyPagesReportTests : IDisposable
{
    private const int Pages = 300;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Lists_are_truncated_with_a_note_and_totals_include_all_pages()
    {
        var lines = Enumerable
            .Range(0, Pages)
            .Select(i =>
                JsonSerializer.Serialize(
                    new
                    {
                        url = $"https://{(i % 3 == 0 ? "coast" : "harbour")}.example/{i}",
                        html = PageCommandTests.Html.Replace(
                            "Rovers beat United",
                            $"Rovers beat United {i} to {i + 1}",
                            StringComparison.Ordinal
                        ),
                    }
                )
            );
        var output = _folder.Of("report.html");
        await ClassifierProgram.RunAsync([
            "page",
            _folder.Write("pages.jsonl", string.Join('\n', lines)),
            "--output",
            output,
        ]);
        var report = new HtmlParser().ParseDocument(
            await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken)
        );

        Assert.Equal(
            ["300", "900"],
            report.QuerySelectorAll(".summary dd").Take(2).Select(figure => figure.TextContent)
        );
        Assert.Equal(25, report.QuerySelectorAll("details.page").Length);
        Assert.Equal(200, report.QuerySelectorAll("#pages tbody tr").Length);
        using var others = JsonDocument.Parse(report.QuerySelector("#other-headlines")!.TextContent);
        Assert.Equal((Pages - 25) * 3, others.RootElement.GetProperty("headlines").GetArrayLength());
        Assert.Contains("of 300 pages", report.QuerySelector("#pages .note")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            ["harbour.example", "coast.example"],
            report.QuerySelectorAll("#sites tbody th").Select(site => site.TextContent)
        );
        var repeated = report.QuerySelectorAll("#repeated tbody tr");
        Assert.Contains(
            repeated,
            row =>
                row.TextContent.Contains("fisherman", StringComparison.Ordinal)
                && row.TextContent.Contains("300 ×", StringComparison.Ordinal)
        );
        Assert.Single(report.QuerySelectorAll("#strongest li"));
    }
}
