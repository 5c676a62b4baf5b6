using System.Text.Json;
using Classifier.Models;
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
        Assert.Equal(
            ShippedVersions.Accurate,
            first.RootElement.GetProperty("modelVersions").GetProperty("topic").GetString()
        );
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

    [Theory]
    [InlineData("topic", "accuracy")]
    [InlineData("clickbait", "roc-auc")]
    public async Task The_accurate_model_is_measured_task_by_task(string task, string figure)
    {
        var result = await ClassifierProgram.RunAsync([
            "evaluate",
            "--model",
            Find("encoder"),
            "--task",
            task,
            "--data",
            Path.Combine(Repository.Root, "training", "data", "headlines.tsv"),
            "--json",
        ]);
        using var report = JsonDocument.Parse(result.Output);
        var measured = report.RootElement.GetProperty("figures").EnumerateArray().First();
        Assert.Equal(figure, measured.GetProperty("name").GetString());
        Assert.InRange(measured.GetProperty("value").GetDouble(), 0.75, 1);
        Assert.StartsWith(
            $"{task} model {ShippedVersions.Accurate} on",
            report.RootElement.GetProperty("title").GetString(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("encoder", null, "add --task topic or --task clickbait")]
    [InlineData("topic", "clickbait", "is a topic model, not a clickbait model")]
    public async Task A_task_that_does_not_fit_the_model_is_an_error(string model, string? task, string message)
    {
        string[] options = task is null ? [] : ["--task", task];
        var result = await ClassifierProgram.RunAsync([
            "evaluate",
            "pairs",
            "--model",
            Find(model),
            "--data",
            Path.Combine(Repository.Root, "training", "data", "minimal_pairs.tsv"),
            .. options,
        ]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
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

    private static string Find(string kind) => ModelStore.FindModel(Path.Combine(Repository.Root, "models"), kind);
}
