using Classifier.Cli.Tests.Commands.Scoring;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Cli.Tests.Classifying;

/// <summary><c>--server</c> against a real server, next to the same command without it.</summary>
public sealed class RemoteScorerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("jsonl")]
    [InlineData("csv")]
    public async Task A_server_gives_pages_the_same_output_byte_for_byte(string format)
    {
        await using var server = await RunningServer.StartAsync("--Classifier:Limits:MaxBatchItems", "2");
        var page = _folder.Write("ferry.html", PageCommandTests.Html);
        string[] command = ["page", page, "--explain", "--top-k", "5", "--min-score", "0.01", "--format", format];

        var here = await ClassifierProgram.RunAsync(command);
        var there = await ClassifierProgram.RunAsync([.. command, "--server", server.Address]);

        Assert.Equal(0, there.ExitCode);
        Assert.Equal(here.Output, there.Output);
        Assert.Contains("wont believe", there.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_gives_headlines_the_same_output_bad_ones_and_very_long_ones_included()
    {
        await using var server = await RunningServer.StartAsync();
        var hostile = string.Join(' ', Enumerable.Range(0, 140).Select(i => $"shock{i}"));
        var input = _folder.Write(
            "headlines.txt",
            $"You wont believe this! 😀 “quoted”\n\n{new string('x', 1001)}\n{hostile}\nRates rise\n"
        );
        string[] command = ["classify", "--input", input, "--explain"];

        var here = await ClassifierProgram.RunAsync(command);
        var there = await ClassifierProgram.RunAsync([.. command, "--server", server.Address]);

        Assert.Equal(2, there.ExitCode);
        Assert.Equal(here.Output, there.Output);
        Assert.Equal(5, there.Lines.Length);
    }

    [Fact]
    public async Task No_server_is_one_clear_line()
    {
        var result = await ClassifierProgram.RunAsync(["classify", "Rates rise", "--server", "127.0.0.1:9"]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("127.0.0.1:9", Assert.Single(result.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_server_refuses_is_told_in_its_words()
    {
        await using var server = await RunningServer.StartAsync();

        var result = await ClassifierProgram.RunAsync([
            "classify",
            "Rates rise",
            "--top-k",
            "50",
            "--server",
            server.Address,
        ]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("top_k", result.Error, StringComparison.Ordinal);
    }
}
