using System.Diagnostics;
using System.Text.Json;
using Classifier.Models;
using Classifier.Onnx;
using Classifier.Tests.Common;
using Classifier.V1;
using Xunit;

namespace Classifier.Cli.Tests.Commands.Training;

/// <summary>Tests <c>train encoder</c> with the shipped models and labels of our own.</summary>
public sealed class TrainEncoderCommandTests : IDisposable
{
    private const string News = "Earthquake destroys hundreds of homes";

    private readonly TemporaryFolder _folder = new();
    private readonly string _data;

    public TrainEncoderCommandTests()
    {
        _data = _folder.Write("mine.tsv", OwnHeadlines.WithOwnLabels());
        foreach (var task in new[] { ModelBundle.TopicTask, ModelBundle.ClickbaitTask, EncoderBundle.FolderName })
        {
            Directory.CreateDirectory(_folder.Of("models", task, "1"));
            foreach (var file in Directory.GetFiles(ModelStore.FindModel(Repository.PathOf("models"), task)))
            {
                File.CreateSymbolicLink(_folder.Of("models", task, "1", Path.GetFileName(file)), file);
            }
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_version_with_own_labels_is_trained_compared_activated_served_and_rolled_back()
    {
        var trained = await RunAsync([
            "train",
            "encoder",
            "--data",
            _data,
            "--pretrained",
            OfEncoder("1"),
            "--epochs",
            "2",
        ]);
        Assert.Contains($"encoder 2 is in {OfEncoder("2")}", trained.Output, StringComparison.Ordinal);
        Assert.Contains("clickbait_kept_spearman", trained.Output, StringComparison.Ordinal);
        Assert.Contains("keeps the answers of encoder/1", trained.Output, StringComparison.Ordinal);
        Assert.Contains("encoder 1 is still active", trained.Output, StringComparison.Ordinal);
        Assert.Contains("epoch 2 of 2", trained.Error, StringComparison.Ordinal);

        await CompareAsync("topic", _data, "accuracy.low > 0");
        await CompareAsync("clickbait", OwnHeadlines.Path, "roc-auc.low > -0.1");
        var models = _folder.Of("models");
        await RunAsync(["models", "activate", "encoder", "2", "--models", models]);

        var classified = await RunAsync(["classify", "--model", "accurate", "--models", models, News]);
        using (var result = JsonDocument.Parse(classified.Output))
        {
            Assert.Equal("Trouble", result.RootElement.GetProperty("topics")[0].GetProperty("id").GetString());
        }

        await using (var server = await RunningServer.StartAsync("--Classifier:Models", models))
        {
            var response = await server.Classifier.ClassifyAsync(
                new ClassifyRequest
                {
                    Headline = News,
                    Options = new ClassifyOptions { Model = "accurate", Explain = true },
                },
                cancellationToken: TestContext.Current.CancellationToken
            );
            Assert.Equal("Trouble", response.Classification.Topics[0].Label);
            Assert.Equal("encoder/2", response.Classification.ModelVersions.Topic);
            Assert.Equal(ClickbaitBand.None, response.Classification.Clickbait.Band);
            Assert.NotEmpty(response.Classification.Reasons);
        }

        await RunAsync(["models", "rollback", "encoder", "--models", models]);
        Assert.Equal("1", ActiveVersion.Read(_folder.Of("models", EncoderBundle.FolderName))[0]);
    }

    [Fact]
    public async Task Ctrl_C_keeps_the_best_model_so_far()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGINT.");
        var output = OfEncoder("2");
        using var process = ClassifierProgram.Start(
            ["train", "encoder", "--data", _data, "--pretrained", OfEncoder("1"), "--output", output],
            _folder.Of("models")
        );
        while (
            await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line
            && !line.StartsWith("epoch 2 of", StringComparison.Ordinal)
        ) { }

        using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var rest = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(130, process.ExitCode);
        Assert.Contains($"the best model so far is in {output}", rest, StringComparison.Ordinal);
        Assert.Contains($"with --output {output} to continue", rest, StringComparison.Ordinal);
        using var best = EncoderBundle.Read(output);
        Assert.Equal(OwnHeadlines.OwnLabels, best.Manifest.Labels);
        Assert.True(File.Exists(output + ".checkpoint"));

        // The version that was the only one still serves.
        Assert.Equal("1", ActiveVersion.Read(_folder.Of("models", EncoderBundle.FolderName))[0]);
    }

    [Theory]
    [InlineData("--epochs must be a whole number of at least 1, not '0'", "--epochs", "0")]
    [InlineData("--threads must be a whole number of at least 1, not 'x'", "--threads", "x")]
    [InlineData("--learning-rate must be a number greater than 0", "--learning-rate", "-1")]
    [InlineData("FOLDER/nothing", "--pretrained", "FOLDER/nothing")]
    [InlineData("FOLDER/mine.tsv exists", "--output", "FOLDER/mine.tsv")]
    [InlineData("provide at least 500", "--data", "FOLDER/few.tsv")]
    [InlineData("FOLDER/none.tsv: the file does not exist", "--data", "FOLDER/none.tsv")]
    public async Task Wrong_options_and_data_are_named_in_the_error(string expected, string option, string value)
    {
        _folder.Write("few.tsv", string.Join('\n', OwnHeadlines.WithOwnLabels().Split('\n').Take(300)));
        var options = new Dictionary<string, string>
        {
            ["--data"] = _data,
            ["--output"] = OfEncoder("2"),
            [option] = value.Replace("FOLDER", _folder.Path, StringComparison.Ordinal),
        };
        var result = await ClassifierProgram.RunAsync([
            "train",
            "encoder",
            .. options.SelectMany(pair => new[] { pair.Key, pair.Value }),
        ]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(
            expected.Replace("FOLDER", _folder.Path, StringComparison.Ordinal),
            result.Error,
            StringComparison.Ordinal
        );
        Assert.False(Directory.Exists(OfEncoder("2")));
    }

    private string OfEncoder(string version) => _folder.Of("models", EncoderBundle.FolderName, version);

    private Task<ClassifierProgram.Result> CompareAsync(string task, string data, string rule) =>
        RunAsync(["compare", OfEncoder("1"), OfEncoder("2"), "--task", task, "--data", data, "--rule", rule]);

    private static async Task<ClassifierProgram.Result> RunAsync(string[] arguments)
    {
        var result = await ClassifierProgram.RunAsync(arguments);
        Assert.True(result.ExitCode == 0, result.Error + result.Output);
        return result;
    }
}
