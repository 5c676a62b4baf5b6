using System.Text.Json;
using Classifier.Cli.Tests.Commands;
using Xunit;

namespace Classifier.Cli.Tests.Paging;

/// <summary>Runs that are killed in their midst, and go on.</summary>
public sealed class PageJournalTests : IDisposable
{
    private const int Pages = 400;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("rows.csv")]
    [InlineData("scored.jsonl")]
    [InlineData("report.html")]
    public async Task A_killed_run_goes_on_without_losing_or_doubling_a_page(string name)
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
        Assert.Equal(await File.ReadAllBytesAsync(whole, TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(_folder.Of(name), TestContext.Current.CancellationToken));
        Assert.Empty(Directory.GetFiles(_folder.Path, ".*"));
    }

    [Fact]
    public async Task A_run_on_other_pages_is_not_gone_on_with()
    {
        string[] command = ["page", WritePages(), "--output", _folder.Of("rows.csv")];
        await KillMidwayAsync(command, _folder.Of(".rows.csv.journal"));
        await File.AppendAllTextAsync(command[1], "{\"html\": \"<p>one more</p>\"}\n", TestContext.Current.CancellationToken);

        var result = await ClassifierProgram.RunAsync([.. command, "--resume"]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("without --resume", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_goes_to_standard_output_cannot_be_resumed()
    {
        var result = await ClassifierProgram.RunAsync(["page", WritePages(), "--resume"]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("--output", result.Error, StringComparison.Ordinal);
    }

    private string WritePages()
    {
        var lines = Enumerable.Range(0, Pages).Select(i => i == 7 ? "broken" : JsonSerializer.Serialize(new
        {
            url = $"https://coast.example/{i}",
            html = PageCommandTests.Html.Replace("Council votes", $"Council {i} votes", StringComparison.Ordinal),
        }));
        return _folder.Write("pages.jsonl", string.Join('\n', lines) + "\n");
    }

    // The journal tells that the run is under way; a kill leaves the line that is being written as it is.
    private static async Task KillMidwayAsync(string[] command, string journal)
    {
        using var process = ClassifierProgram.Start(command);
        while (!process.HasExited && (!File.Exists(journal) || new FileInfo(journal).Length < 20_000))
            await Task.Delay(5, TestContext.Current.CancellationToken);
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(File.Exists(journal), "the run ended before it could be killed");
        await File.AppendAllTextAsync(journal, "{\"page\":\"https://coast.example/half", TestContext.Current.CancellationToken);
    }
}
