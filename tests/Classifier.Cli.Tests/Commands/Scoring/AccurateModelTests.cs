using System.Text.Json;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Cli.Tests.Commands.Scoring;

public sealed class AccurateModelTests
{
    [Fact]
    public async Task The_accurate_model_scores_headlines_in_order_and_names_its_version()
    {
        var result = await ClassifierProgram.RunAsync([
            "classify",
            "--model",
            "accurate",
            "--explain",
            "Striker signs for rivals",
            "",
            "Parliament passes budget",
        ]);
        Assert.Equal(2, result.ExitCode);
        Assert.Equal(3, result.Lines.Length);
        using var first = JsonDocument.Parse(result.Lines[0]);
        Assert.Equal("sport", first.RootElement.GetProperty("topics")[0].GetProperty("label").GetString());
        Assert.True(first.RootElement.GetProperty("reasonsEstimated").GetBoolean());
        Assert.Equal("encoder/1", first.RootElement.GetProperty("modelVersions").GetProperty("topic").GetString());
        Assert.Contains("the headline is empty", result.Lines[1], StringComparison.Ordinal);
        Assert.Contains("\"politics\"", result.Lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explanations_of_the_accurate_model_are_estimates_without_a_sum()
    {
        string[] command = ["explain", "--model", "accurate", "Heres what he said about the striker"];

        var text = await ClassifierProgram.RunAsync(command);
        var json = await ClassifierProgram.RunAsync([.. command, "--json"]);

        Assert.Equal(0, text.ExitCode);
        Assert.Contains("estimates, they have no sum", text.Output, StringComparison.Ordinal);
        Assert.Matches(@"\[striker \+\d\.\d\d\]", text.Output);
        using var document = JsonDocument.Parse(json.Output);
        var clickbait = document.RootElement[0].GetProperty("explanations")[0];
        Assert.Equal(JsonValueKind.Null, clickbait.GetProperty("base").ValueKind);
        Assert.True(clickbait.GetProperty("isEstimated").GetBoolean());
        Assert.Contains(
            clickbait.GetProperty("words").EnumerateArray(),
            word => word.GetProperty("contribution").GetSingle() > 0.5f
        );
    }

    [Fact]
    public async Task An_unknown_model_is_an_error_that_lists_the_known_ones()
    {
        var result = await ClassifierProgram.RunAsync(["classify", "--model", "best", "Parliament passes budget"]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("'accurate'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_an_accurate_model_is_an_error()
    {
        using var folder = new TemporaryFolder();
        var result = await ClassifierProgram.RunAsync([
            "classify",
            "--model",
            "accurate",
            "--models",
            folder.Path,
            "Parliament passes budget",
        ]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("no accurate model", result.Error, StringComparison.Ordinal);
    }
}
