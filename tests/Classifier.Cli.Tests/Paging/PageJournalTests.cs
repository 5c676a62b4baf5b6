using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Classifier.Cli.Classifying;
using Classifier.Cli.Paging;
using Classifier.Cli.Sources;
using Classifier.Cli.Tests.Commands.Scoring;
using Classifier.Models;
using Classifier.Scoring;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Cli.Tests.Paging;

/// <summary>Tests runs that are interrupted and resumed.</summary>
public sealed class PageJournalTests : IDisposable
{
    private const int Pages = 400;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("rows.csv")]
    [InlineData("scored.jsonl")]
    [InlineData("report.html")]
    [InlineData("rows.parquet")]
    public async Task A_killed_run_resumes_without_lost_or_duplicate_pages(string name)
    {
        var input = WritePages();
        var whole = _folder.Of("whole-" + name);
        Assert.Equal(2, (await ClassifierProgram.RunAsync(["page", input, "--explain", "--output", whole])).ExitCode);

        string[] command = ["page", input, "--explain", "--output", _folder.Of(name)];
        await KillMidwayAsync(command, _folder.Of($".{name}.journal"));
        Assert.False(File.Exists(_folder.Of(name)));
        var resumed = await ClassifierProgram.RunAsync([.. command, "--resume"]);

        Assert.Equal(2, resumed.ExitCode);
        Assert.Contains($"1 of {Pages} pages", resumed.Error, StringComparison.Ordinal);
        Assert.Equal(
            await File.ReadAllBytesAsync(whole, TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(_folder.Of(name), TestContext.Current.CancellationToken)
        );
        Assert.Empty(Directory.GetFiles(_folder.Path, ".*"));
    }

    [Fact]
    public async Task A_page_that_throws_is_journaled_as_an_error_and_not_read_again_on_resuming()
    {
        var path = _folder.Of(".rows.journal");
        using var scorer = new LocalScorer(
            ScoringModels.Load(ModelStore.FindRoot(Path.Combine(Repository.Root, "models")), accurate: false)
        );
        var run = new PageRun(new PageScorer(scorer, ClassifyOptions.Default));
        var good = new PageBytes(Encoding.UTF8.GetBytes(PageCommandTests.Html));
        var reads = 0;
        SourcePage[] pages =
        [
            SourcePage.Of("good.html", () => good),
            SourcePage.Of("bad.html", () => throw new InvalidOperationException($"read {++reads} times")),
            SourcePage.Of("last.html", () => good),
        ];
        using (var journal = PageJournal.Open(path, "run", reasons: false, resume: false))
        {
            await run.RunAsync(
                journal.SkipCompleted(pages.Take(2)),
                journal.Append,
                TestContext.Current.CancellationToken
            );
        }

        using var resumed = PageJournal.Open(path, "run", reasons: false, resume: true);
        await run.RunAsync(resumed.SkipCompleted(pages), resumed.Append, TestContext.Current.CancellationToken);

        Assert.Equal(1, reads);
        Assert.Equal(["good.html", "bad.html", "last.html"], resumed.Read().Select(page => page.Name));
        Assert.Equal([false, true, false], resumed.Read().Select(page => page.Error is not null));
    }

    [Fact]
    public async Task A_run_on_different_pages_is_not_resumed()
    {
        string[] command = ["page", WritePages(), "--output", _folder.Of("rows.csv")];
        await KillMidwayAsync(command, _folder.Of(".rows.csv.journal"));
        await File.AppendAllTextAsync(
            command[1],
            "{\"html\": \"<p>one more</p>\"}\n",
            TestContext.Current.CancellationToken
        );

        var result = await ClassifierProgram.RunAsync([.. command, "--resume"]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("without --resume", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_stops_a_run_keeps_its_progress_and_mentions_how_to_resume()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGINT.");
        string[] command = ["page", WritePages(), "--output", _folder.Of("rows.csv")];
        Assert.Equal(
            2,
            (await ClassifierProgram.RunAsync([.. command[..2], "--output", _folder.Of("whole.csv")])).ExitCode
        );

        using var process = ClassifierProgram.Start(command);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await WaitForProgressAsync(process, _folder.Of(".rows.csv.journal"));
        using (var interrupt = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await interrupt.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(130, process.ExitCode);
        Assert.Contains("--resume", Assert.Single((await error).TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.Of("rows.csv")));
        Assert.Equal(2, (await ClassifierProgram.RunAsync([.. command, "--resume"])).ExitCode);
        Assert.Equal(
            await File.ReadAllBytesAsync(_folder.Of("whole.csv"), TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(_folder.Of("rows.csv"), TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Output_to_the_console_cannot_be_resumed()
    {
        var result = await ClassifierProgram.RunAsync(["page", WritePages(), "--resume"]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("--output", result.Error, StringComparison.Ordinal);
    }

    private string WritePages()
    {
        var lines = Enumerable
            .Range(0, Pages)
            .Select(i =>
                i == 7
                    ? "broken"
                    : JsonSerializer.Serialize(
                        new
                        {
                            url = $"https://coast.example/{i}",
                            html = PageCommandTests.Html.Replace(
                                "Council votes",
                                $"Council {i} votes",
                                StringComparison.Ordinal
                            ),
                        }
                    )
            );
        return _folder.Write("pages.jsonl", string.Join('\n', lines) + "\n");
    }

    // The journal shows that the run has started. The appended half line simulates a write that the kill interrupted.
    private static async Task KillMidwayAsync(string[] command, string journal)
    {
        using var process = ClassifierProgram.Start(command);
        await WaitForProgressAsync(process, journal);
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(File.Exists(journal), "the run ended before it could be killed");
        await File.AppendAllTextAsync(
            journal,
            "{\"page\":\"https://coast.example/half",
            TestContext.Current.CancellationToken
        );
    }

    private static async Task WaitForProgressAsync(Process process, string journal)
    {
        while (!process.HasExited && (!File.Exists(journal) || new FileInfo(journal).Length < 20_000))
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
