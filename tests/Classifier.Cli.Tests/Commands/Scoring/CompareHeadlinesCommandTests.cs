using System.Text.Json;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Cli.Tests.Commands.Scoring;

public sealed class CompareHeadlinesCommandTests(RunningServer server)
{
    private const string Bait = "OMG! Actor shares an absolutely adorable photo of her dog";
    private const string Plain = "Central bank raises interest rates";

    [Fact]
    public async Task The_plainest_headline_comes_first_and_changes_have_their_effect()
    {
        var result = await ClassifierProgram.RunAsync(["compare-headlines", Bait, Plain]);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal($"1. {Plain}", result.Lines[0]);
        Assert.Contains($"2. {Bait}", result.Lines);
        Assert.Matches(
            @"-\d\.\d\d leave out “OMG” → \d+% considerable: Actor shares an absolutely adorable photo of her dog",
            result.Output
        );
        Assert.Contains("one after the other:", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headlines_that_cannot_be_improved_say_so()
    {
        var result = await ClassifierProgram.RunAsync(["compare-headlines", "OMG", Plain]);

        Assert.Contains("reword “OMG” → no word would be left", result.Output, StringComparison.Ordinal);
        Assert.Contains("no change known here leaves the band considerable", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JSON_has_the_headlines_in_their_order_with_all_changes()
    {
        var result = await ClassifierProgram.RunAsync(["compare-headlines", "--json", Bait, Plain]);

        using var json = JsonDocument.Parse(result.Output);
        var bait = json.RootElement[0];
        Assert.Equal(2, bait.GetProperty("rank").GetInt32());
        Assert.Equal(Bait, bait.GetProperty("headline").GetString());
        var change = bait.GetProperty("changes")[0];
        Assert.Equal("remove", change.GetProperty("kind").GetString());
        Assert.Equal("leavesBand", change.GetProperty("effect").GetString());
        Assert.True(change.GetProperty("logitChange").GetSingle() < 0);
        Assert.Empty(json.RootElement[1].GetProperty("changes").EnumerateArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_compares_as_the_command_does(bool isJson)
    {
        string[] arguments = ["compare-headlines", .. isJson ? ["--json"] : (string[])[], Bait, Plain];
        var local = await ClassifierProgram.RunAsync(arguments);

        var remote = await ClassifierProgram.RunAsync([.. arguments, "--server", server.Address]);

        Assert.Equal("", remote.Error);
        Assert.Equal(local.Output, remote.Output);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_and_models_beside_a_server_are_errors()
    {
        var both = await ClassifierProgram.RunAsync([
            "compare-headlines",
            Bait,
            Plain,
            "--server",
            server.Address,
            "--models",
            "models",
        ]);
        var wrong = await ClassifierProgram.RunAsync([
            "compare-headlines",
            Bait,
            Plain,
            "--server",
            server.JsonAddress,
        ]);

        Assert.Equal((1, 1), (both.ExitCode, wrong.ExitCode));
        Assert.Contains("not both", both.Error, StringComparison.Ordinal);
        Assert.Contains(server.JsonAddress, wrong.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("give 2 to 10 headlines, not 1", Plain)]
    [InlineData("cannot be compared", Plain, " ")]
    public async Task Too_few_headlines_and_defects_are_errors(string expected, params string[] headlines)
    {
        var result = await ClassifierProgram.RunAsync(["compare-headlines", .. headlines]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }
}
