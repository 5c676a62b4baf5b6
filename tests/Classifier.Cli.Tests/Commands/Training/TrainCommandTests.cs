using System.Diagnostics;
using Classifier.Models;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Cli.Tests.Commands.Training;

/// <summary>Tests training on headlines of the repository.</summary>
public sealed class TrainCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("topic")]
    [InlineData("clickbait")]
    public async Task The_number_of_cores_does_not_change_the_model(string task)
    {
        // More headlines than a block of 2,048, of which several are featurized at the same time. Three topics are enough to
        // train several on four cores, and few dimensions keep it short.
        var rows = OwnHeadlines.OfTopics("spo", "pol", "ebf").Split('\n');
        var kept = rows[1..].Where(row => row.EndsWith("\ttrain", StringComparison.Ordinal)).ToArray();
        var copies = (2_100 / kept.Length) + 1;
        var data = _folder.Write(
            "data.tsv",
            string.Join(
                '\n',
                [rows[0], .. Enumerable.Range(0, copies).SelectMany(copy => kept.Select(row => $"{copy}: {row}"))]
            )
        );
        var vectors = _folder.Write(
            "vectors.txt",
            string.Join(
                '\n',
                kept.SelectMany(row => row.Split('\t')[0].Split(' '))
                    .Distinct()
                    .Select((word, i) => $"{word} {i % 7} {i % 11} {i % 13} {i % 17}")
            )
        );
        foreach (var cores in new[] { "1", "4" })
        {
            using var process = ClassifierProgram.Start(
                ["train", task, "--data", data, "--vectors", vectors, "--output", _folder.Of(cores, task, "1")],
                _folder.Path,
                ("DOTNET_PROCESSOR_COUNT", cores)
            );
            var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, error);
        }

        foreach (var file in new[] { ModelBundle.ZipName, ModelBundle.ManifestName, ModelBundle.VectorsName })
        {
            Assert.Equal(
                await File.ReadAllBytesAsync(_folder.Of("1", task, "1", file), TestContext.Current.CancellationToken),
                await File.ReadAllBytesAsync(_folder.Of("4", task, "1", file), TestContext.Current.CancellationToken)
            );
        }
    }

    [Fact]
    public async Task Ctrl_C_during_tuning_keeps_the_best_model_so_far()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGINT.");
        using var process = ClassifierProgram.Start(
            ["train", "topic", "--data", WriteFewHeadlines(), "--output", _folder.Of("topic", "1"), "--time", "1h"],
            _folder.Path
        );

        // The first trial is reported after the first model was written.
        while (
            await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line
            && !line.Contains(" of the headlines: ", StringComparison.Ordinal)
        ) { }

        using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var rest = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("the best model so far is in", rest, StringComparison.Ordinal);
        Assert.Equal(3, ModelBundle.Read(_folder.Of("topic", "1")).Manifest.Labels.Count);
        Assert.Equal(
            ["1", "1.trials.jsonl"],
            Directory.GetFileSystemEntries(_folder.Of("topic")).Select(Path.GetFileName).Order()
        );
    }

    [Theory]
    [InlineData("topic", "F1 by topic")]
    [InlineData("clickbait", "Precision and recall of clickbait")]
    public async Task The_report_has_metrics_on_held_out_stories(string task, string expected)
    {
        var page = _folder.Of("report.html");
        var result = await ClassifierProgram.RunAsync([
            "train",
            task,
            "--data",
            WriteFewHeadlines(),
            "--output",
            _folder.Of(task, "7"),
            "--report",
            page,
        ]);
        Assert.True(result.ExitCode == 0, result.Error);
        var html = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        Assert.Contains($"{task} model 7 on stories held out of its training", html, StringComparison.Ordinal);
        Assert.Contains(expected, html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--max-size must be a number of bytes", "--max-size", "huge")]
    [InlineData("--time must be a number of seconds", "--time", "soon")]
    [InlineData("--feedback-weight must be a number greater than 0", "--feedback-weight", "much")]
    public async Task Invalid_quantities_are_named_in_the_error(string expected, params string[] more)
    {
        var result = await ClassifierProgram.RunAsync([
            "train",
            "topic",
            "--data",
            OwnHeadlines.Path,
            "--output",
            _folder.Of("1"),
            .. more,
        ]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    private string WriteFewHeadlines() => _folder.Write("few.tsv", OwnHeadlines.OfTopics("spo", "pol", "ebf"));
}
