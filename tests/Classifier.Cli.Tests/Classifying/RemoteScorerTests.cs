using Classifier.Cli.Tests.Commands.Scoring;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Cli.Tests.Classifying;

/// <summary>Compares commands with <c>--server</c>, against a real server, with the same commands without it.</summary>
public sealed class RemoteScorerTests(RunningServer server) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("jsonl")]
    [InlineData("csv")]
    public async Task A_server_gives_the_same_output_for_pages_byte_for_byte(string format)
    {
        await using var small = await RunningServer.StartAsync("--Classifier:Limits:MaxBatchItems", "2");
        var page = _folder.Write("ferry.html", PageCommandTests.Html);
        string[] command = ["page", page, "--explain", "--top-k", "5", "--min-score", "0.01", "--format", format];

        var local = await ClassifierProgram.RunAsync(command);
        var remote = await ClassifierProgram.RunAsync([.. command, "--server", small.Address]);

        Assert.Equal(0, remote.ExitCode);
        Assert.Equal(local.Output, remote.Output);
        Assert.Contains("wont believe", remote.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_gives_the_same_output_for_valid_invalid_and_very_long_headlines()
    {
        var hostile = string.Join(' ', Enumerable.Range(0, 140).Select(i => $"shock{i}"));
        var input = _folder.Write(
            "headlines.txt",
            $"You wont believe this! 😀 “quoted”\n\n{new string('x', 1001)}\n{hostile}\nRates rise\n"
        );
        string[] command = ["classify", "--input", input, "--explain"];

        var local = await ClassifierProgram.RunAsync(command);
        var remote = await ClassifierProgram.RunAsync([.. command, "--server", server.Address]);

        Assert.Equal(2, remote.ExitCode);
        Assert.Equal(local.Output, remote.Output);
        Assert.Equal(5, remote.Lines.Length);
    }

    [Fact]
    public async Task A_missing_server_is_reported_in_one_line()
    {
        var result = await ClassifierProgram.RunAsync(["classify", "Rates rise", "--server", "127.0.0.1:9"]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("127.0.0.1:9", Assert.Single(result.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_message_of_a_rejected_call_is_shown()
    {
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
