using System.Text.Json;
using Classifier.Models;
using Classifier.Onnx;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Cli.Tests.Commands.Models;

/// <summary>Tests with two equal versions of the shipped accurate model, of which the first is active.</summary>
public sealed class AccurateModelVersionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public AccurateModelVersionsTests()
    {
        foreach (var version in new[] { "1", "2" })
        {
            Directory.CreateDirectory(Of(version));
            foreach (var file in Directory.GetFiles(EncoderBundle.Find(ModelStore.FindRoot())!))
            {
                File.CreateSymbolicLink(Path.Combine(Of(version), Path.GetFileName(file)), file);
            }
        }

        ActiveVersion.Set(_folder.Of(EncoderBundle.FolderName), "1", null);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_version_is_activated_after_a_comparison_in_each_task_and_rolled_back()
    {
        var refused = await RunAsync("models", "activate", "encoder", "2");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("has not been compared", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--task topic", refused.Error, StringComparison.Ordinal);

        var compared = await CompareAsync("topic");
        Assert.Equal(0, compared.ExitCode);
        using (var record = JsonDocument.Parse(compared.Output))
        {
            Assert.True(record.RootElement.GetProperty("record").GetProperty("passed").GetBoolean());
        }

        var half = await RunAsync("models", "activate", "encoder", "2");
        Assert.Equal(1, half.ExitCode);
        Assert.Contains("in the task clickbait", half.Error, StringComparison.Ordinal);

        Assert.Equal(0, (await CompareAsync("clickbait")).ExitCode);
        var activated = await RunAsync("models", "activate", "encoder", "2");
        Assert.Equal(0, activated.ExitCode);
        Assert.Contains("encoder 2 is active; it replaces 1.", activated.Output, StringComparison.Ordinal);

        var rolledBack = await RunAsync("models", "rollback", "encoder");
        Assert.Equal(0, rolledBack.ExitCode);
        Assert.Equal("1", ActiveVersion.Read(_folder.Of(EncoderBundle.FolderName))[0]);
    }

    [Fact]
    public async Task Versions_are_listed_shown_and_verified()
    {
        var list = await RunAsync("models", "list", "--json");
        using (var versions = JsonDocument.Parse(list.Output))
        {
            Assert.Equal(["1", "2"], versions.RootElement.EnumerateArray().Select(Version));
            Assert.All(
                versions.RootElement.EnumerateArray(),
                version => Assert.True(version.GetProperty("manifest").GetProperty("topicScale").GetDouble() > 0)
            );
        }

        Assert.Contains(
            "considerable from",
            (await RunAsync("models", "show", "encoder", "1")).Output,
            StringComparison.Ordinal
        );
        Assert.Equal(["encoder 1: good", "encoder 2: good"], (await RunAsync("models", "verify")).Lines);

        static string? Version(JsonElement version) => version.GetProperty("version").GetString();
    }

    [Fact]
    public async Task A_damaged_version_is_not_activated_even_by_force()
    {
        var graph = Path.Combine(Of("2"), EncoderBundle.GraphName);
        File.Delete(graph);
        await File.WriteAllTextAsync(graph, "not a graph", TestContext.Current.CancellationToken);

        var forced = await RunAsync("models", "activate", "encoder", "2", "--force");
        Assert.Equal(1, forced.ExitCode);
        Assert.Contains(EncoderBundle.GraphName, forced.Error, StringComparison.Ordinal);
        Assert.Equal("1", ActiveVersion.Read(_folder.Of(EncoderBundle.FolderName))[0]);
    }

    private string Of(string version) => _folder.Of(EncoderBundle.FolderName, version);

    private Task<ClassifierProgram.Result> CompareAsync(string task) =>
        ClassifierProgram.RunAsync([
            "compare",
            Of("1"),
            Of("2"),
            "--task",
            task,
            "--data",
            OwnHeadlines.Path,
            "--json",
        ]);

    private Task<ClassifierProgram.Result> RunAsync(params string[] arguments) =>
        ClassifierProgram.RunAsync([.. arguments, "--models", _folder.Path]);
}
