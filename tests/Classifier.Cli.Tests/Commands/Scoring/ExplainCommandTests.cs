using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Classifier.Cli.Tests.Commands.Scoring;

public sealed class ExplainCommandTests
{
    private const string Bait = "You won't believe what the [goalkeeper] did next";

    [Fact]
    public async Task Without_a_terminal_words_are_in_brackets_with_their_contributions()
    {
        var result = await ClassifierProgram.RunAsync(["explain", Bait]);
        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain('\u001b', result.Output);
        Assert.Matches(@"\[You won't believe \+\d\.\d\d\]", result.Lines[1]);
        Assert.Contains("cues: ", result.Lines[2], StringComparison.Ordinal);
        Assert.Contains("raise the score", result.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task JSON_has_the_positions_of_words_and_the_strengths_of_cues()
    {
        var result = await ClassifierProgram.RunAsync(["explain", "--json", "--topics", "2", Bait]);
        using var json = JsonDocument.Parse(result.Output);
        var explanations = json.RootElement[0].GetProperty("explanations");
        Assert.Equal(3, explanations.GetArrayLength());
        Assert.Equal("clickbait", explanations[0].GetProperty("target").GetString());
        Assert.StartsWith("medtop:", explanations[1].GetProperty("target").GetString(), StringComparison.Ordinal);
        foreach (
            var word in explanations
                .EnumerateArray()
                .SelectMany(explanation => explanation.GetProperty("words").EnumerateArray())
        )
        {
            Assert.Equal(
                word.GetProperty("text").GetString(),
                Bait[word.GetProperty("start").GetInt32()..word.GetProperty("end").GetInt32()]
            );
        }

        var cues = explanations[0]
            .GetProperty("cues")
            .EnumerateArray()
            .ToDictionary(cue => cue.GetProperty("name").GetString()!, cue => cue.GetProperty("value").GetSingle());
        Assert.True(cues["second person"] > 0);
        Assert.False(cues.TryGetValue("colon", out var colon) && colon > 0);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("1", false)]
    public async Task On_a_terminal_words_are_colored_unless_NO_COLOR_is_set(string? noColor, bool colored)
    {
        Assert.SkipWhen(!File.Exists("/usr/bin/script"), "The program script, which creates a terminal, is missing.");
        var start = new ProcessStartInfo("/usr/bin/script")
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        start.ArgumentList.Add("-qec");
        start.ArgumentList.Add(
            $"dotnet {Path.Combine(AppContext.BaseDirectory, "classifier.dll")} explain 'Rates rise again'"
        );
        start.ArgumentList.Add("/dev/null");
        start.Environment["TERM"] = "xterm-256color";
        start.Environment["NO_COLOR"] = noColor;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(colored, output.Contains("\u001b[38;5;0;48;5;", StringComparison.Ordinal));
        Assert.Equal(!colored, output.Contains("[Rates ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("is empty", "explain", " ")]
    [InlineData("--topics", "explain", "Rain", "--topics", "0")]
    public async Task A_headline_that_cannot_be_explained_is_an_error(string expected, params string[] arguments)
    {
        var result = await ClassifierProgram.RunAsync(arguments);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }
}
