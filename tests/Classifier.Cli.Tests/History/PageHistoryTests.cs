using AngleSharp.Html.Parser;
using Classifier.Cli.Tests.Commands.Scoring;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Cli.Tests.History;

public sealed class PageHistoryTests : IDisposable
{
    private const string Head = "<link rel=\"canonical\" href=\"https://mill.example/\">";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_report_shows_new_gone_and_moved_headlines()
    {
        await RunAsync("monday.html", Head + PageCommandTests.Html);
        var report = await RunAsync(
            "tuesday.html",
            Head
                + PageCommandTests
                    .Html.Replace(
                        "<li><a href=\"/news/2\">Council votes to close the old swimming pool in March</a></li>",
                        "",
                        StringComparison.Ordinal
                    )
                    .Replace(
                        "</ul>",
                        "<li><a href=\"/news/9\">Mill wheel turns again after a long repair</a></li></ul>",
                        StringComparison.Ordinal
                    )
        );

        var changes = new HtmlParser().ParseDocument(report).QuerySelector("#changes")!.TextContent;
        Assert.Contains("New: 1", changes, StringComparison.Ordinal);
        Assert.Contains("Mill wheel turns again", changes, StringComparison.Ordinal);
        Assert.Contains("Gone: 1", changes, StringComparison.Ordinal);
        Assert.Contains("Council votes", changes, StringComparison.Ordinal);
        Assert.Contains("2 → 1 ↑", changes, StringComparison.Ordinal);
        Assert.Contains(
            "mill.example",
            new HtmlParser().ParseDocument(report).QuerySelector("#trends")!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Runs_are_listed_and_pruned()
    {
        await RunAsync("monday.html", Head + PageCommandTests.Html);
        await RunAsync("tuesday.html", Head + PageCommandTests.Html);
        var history = _folder.Of("days.sqlite");

        var listed = await ClassifierProgram.RunAsync(["history", "list", history]);
        var pruned = await ClassifierProgram.RunAsync(["history", "prune", history, "--keep-days", "1"]);
        var kept = await ClassifierProgram.RunAsync(["history", "list", history]);

        Assert.Equal(3, listed.Lines.Length);
        Assert.EndsWith("\t1\t3", listed.Lines[1], StringComparison.Ordinal);
        Assert.Equal("0 runs deleted", Assert.Single(pruned.Lines));
        Assert.Equal(listed.Lines, kept.Lines);
    }

    [Fact]
    public async Task A_file_that_is_not_a_history_is_an_error()
    {
        var file = _folder.Write("days.sqlite", "not a database, but a text that is long enough to be read as one");

        var result = await ClassifierProgram.RunAsync(["history", "list", file]);
        var missing = await ClassifierProgram.RunAsync(["history", "list", _folder.Of("none.sqlite")]);

        Assert.Equal((1, 1), (result.ExitCode, missing.ExitCode));
        Assert.Contains("cannot be opened", result.Error, StringComparison.Ordinal);
        Assert.Contains("--history", missing.Error, StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(string name, string html)
    {
        var report = _folder.Of("report.html");
        var result = await ClassifierProgram.RunAsync([
            "page",
            _folder.Write(name, html),
            "--history",
            _folder.Of("days.sqlite"),
            "--output",
            report,
        ]);
        Assert.Equal("", result.Error);
        return await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken);
    }
}
