using Classifier.Models;
using Classifier.Tests.Common;
using Classifier.V1;
using Xunit;

namespace Classifier.Cli.Tests.Classifying;

/// <summary>Tests a folder that has models of one task alone.</summary>
public sealed class SingleTaskTests : IDisposable
{
    private const string News = "Central bank raises interest rates by a quarter point";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ModelBundle.TopicTask)]
    [InlineData(ModelBundle.ClickbaitTask)]
    public async Task One_task_is_served_by_the_command_line_and_the_server(string task)
    {
        var source = ModelStore.FindModel(Repository.PathOf("models"), task);
        Directory.CreateDirectory(_folder.Of(task, "1"));
        foreach (var file in Directory.GetFiles(source))
        {
            File.Copy(file, _folder.Of(task, "1", Path.GetFileName(file)));
        }

        var local = await ClassifierProgram.RunAsync(["classify", News, "--explain"], models: _folder.Path);
        Assert.True(local.ExitCode == 0, local.Error);
        Assert.Equal(
            task == ModelBundle.ClickbaitTask,
            local.Output.Contains("\"clickbait\":{", StringComparison.Ordinal)
        );
        Assert.Equal(task == ModelBundle.TopicTask, local.Output.Contains("medtop:04000000", StringComparison.Ordinal));

        await using var server = await RunningServer.StartAsync("--Classifier:Models", _folder.Path);
        var response = await server.Classifier.ClassifyAsync(
            new ClassifyRequest { Headline = News },
            cancellationToken: TestContext.Current.CancellationToken
        );
        Assert.Equal(task == ModelBundle.ClickbaitTask, response.Classification.Clickbait is not null);
        Assert.Equal(task == ModelBundle.TopicTask, response.Classification.Topics.Count > 0);
        var remote = await ClassifierProgram.RunAsync(["classify", News, "--explain", "--server", server.Address]);
        Assert.Equal(local.Output, remote.Output);

        var page = await ClassifierProgram.RunAsync(
            ["page", "-", "--fail-on-bait", "0.5"],
            "<h1>Rates rise</h1>",
            models: _folder.Path
        );
        Assert.Equal(task == ModelBundle.TopicTask ? 1 : 0, page.ExitCode);
    }
}
