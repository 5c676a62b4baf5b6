using Classifier.Models;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Cli.Tests.Commands.Training;

/// <summary>Tests <c>train --from</c>.</summary>
public sealed class TrainUpdateTests(TrainedModels models) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_model_is_built_on_another_and_becomes_the_next_version()
    {
        CopyModels();
        var data = _folder.Write("corrections.csv", "text,topic\nChoir of welders fills the old shipyard,lab\n");
        var result = await ClassifierProgram.RunAsync([
            "train",
            "topic",
            "--from",
            _folder.Of("topic", "1"),
            "--data",
            data,
        ]);
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("topic model 2, built on", result.Output, StringComparison.Ordinal);
        Assert.Contains("topic 1 is still active", result.Output, StringComparison.Ordinal);
        Assert.Equal("2", ModelBundle.Read(_folder.Of("topic", "2")).Manifest.Version);
    }

    [Fact]
    public async Task Feedback_is_learned_by_the_active_model()
    {
        CopyModels();
        var store = _folder.Of("feedback.db");
        var file = _folder.Write(
            "corrections.jsonl",
            """{"headline":"Choir of welders fills the old shipyard","topics":["lab"],"who":"ann","when":"2026-03-01T12:00:00Z"}"""
        );
        Assert.Equal(0, (await ClassifierProgram.RunAsync(["feedback", "import", file, "--store", store])).ExitCode);
        var result = await ClassifierProgram.RunAsync(
            ["train", "topic", "--with-feedback", store],
            models: _folder.Path
        );
        Assert.True(result.ExitCode == 0, result.Error);
        var manifest = ModelBundle.Read(_folder.Of("topic", "2")).Manifest;
        Assert.StartsWith("built on topic model 1", manifest.Trainer, StringComparison.Ordinal);
        Assert.Equal("feedback", manifest.TrainingFiles[^1].Name);
    }

    [Theory]
    [InlineData("--max-size cannot be combined with --from", "--from", "FOLDER", "--max-size", "1MB")]
    [InlineData("--add-label requires --from", "--output", "FOLDER/topic/2", "--add-label", "chess")]
    [InlineData("There is nothing to train on", "--from", "FOLDER", "NO DATA")]
    [InlineData("Specify --output")]
    public async Task Options_that_do_not_fit_are_rejected(string expected, params string[] options)
    {
        var data = _folder.Write("a.csv", "text,topic\nRain,wea\nGoal,spo\n");
        string[] withData = options.Contains("NO DATA") ? [] : ["--data", data];
        var result = await ClassifierProgram.RunAsync([
            "train",
            "topic",
            .. withData,
            .. options
                .Where(option => option != "NO DATA")
                .Select(option => option.Replace("FOLDER", _folder.Path, StringComparison.Ordinal)),
        ]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    private void CopyModels()
    {
        Directory.CreateDirectory(_folder.Of("topic", "1"));
        foreach (var file in Directory.GetFiles(models.FolderOf(ModelBundle.TopicTask)))
        {
            File.Copy(file, _folder.Of("topic", "1", Path.GetFileName(file)));
        }
    }
}
