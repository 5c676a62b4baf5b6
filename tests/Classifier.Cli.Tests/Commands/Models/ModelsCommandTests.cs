using System.Text.Json;
using AngleSharp.Html.Parser;
using Classifier.Models;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Cli.Tests.Commands.Models;

/// <summary>Tests with two equal versions of the shipped clickbait model, of which the first is active.</summary>
public sealed class ModelsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _data;

    public ModelsCommandTests()
    {
        foreach (var version in new[] { "1", "2" })
        {
            Directory.CreateDirectory(Of(version));
            foreach (
                var file in Directory.GetFiles(ModelStore.FindModel(ModelStore.FindRoot(), ModelBundle.ClickbaitTask))
            )
            {
                File.Copy(file, Path.Combine(Of(version), Path.GetFileName(file)));
            }
        }

        ActiveVersion.Set(_folder.Of(ModelBundle.ClickbaitTask), "1", null);
        _data = _folder.Write(
            "data.tsv",
            "text\tbait\nYou won't believe what she wore\t3\nCentral bank raises rates\t0\nThis one trick saves hours\t3\nTwo die in flood\t0\n"
        );
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_version_can_be_compared_activated_and_rolled_back()
    {
        var refused = await RunAsync("models", "activate", "clickbait", "2");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("has not been compared", refused.Error, StringComparison.Ordinal);
        Assert.Contains("classifier compare", refused.Error, StringComparison.Ordinal);

        var compared = await RunAsync(
            "compare",
            Of("1"),
            Of("2"),
            "--data",
            OwnHeadlines.Path,
            "--html",
            _folder.Of("comparison.html")
        );
        Assert.Equal(0, compared.ExitCode);
        var page = new HtmlParser().ParseDocument(
            await File.ReadAllTextAsync(_folder.Of("comparison.html"), TestContext.Current.CancellationToken)
        );
        Assert.Contains("NEW is no worse", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            ["Figures", "Labels", "Changed predictions"],
            page.QuerySelectorAll("h2").Select(heading => heading.TextContent)
        );
        Assert.Contains("NEW is no worse", compared.Output, StringComparison.Ordinal);

        var activated = await RunAsync("models", "activate", "clickbait", "2");
        Assert.Contains("clickbait 2 is active; it replaces 1", activated.Output, StringComparison.Ordinal);
        Assert.Contains(
            "Relies on a comparison with 1 that passed on headlines.tsv",
            activated.Output,
            StringComparison.Ordinal
        );
        using var list = JsonDocument.Parse((await RunAsync("models", "list", "--json")).Output);
        Assert.Equal(
            [false, true],
            list.RootElement.EnumerateArray().Select(model => model.GetProperty("isActive").GetBoolean())
        );
        Assert.True(list.RootElement[1].GetProperty("comparison").GetProperty("passed").GetBoolean());

        Assert.Contains(
            "clickbait 1 is active again",
            (await RunAsync("models", "rollback", "clickbait")).Output,
            StringComparison.Ordinal
        );
        Assert.Equal(1, (await RunAsync("models", "rollback", "clickbait")).ExitCode);
    }

    [Fact]
    public async Task A_failed_comparison_has_its_own_exit_code_and_blocks_activation()
    {
        var compared = await RunAsync(
            "compare",
            Of("1"),
            Of("2"),
            "--data",
            _data,
            "--rule",
            "roc-auc.low > 0",
            "--json"
        );
        Assert.Equal(3, compared.ExitCode);
        using var json = JsonDocument.Parse(compared.Output);
        Assert.False(json.RootElement.GetProperty("record").GetProperty("passed").GetBoolean());
        Assert.Contains(
            "failed its comparison",
            (await RunAsync("models", "activate", "clickbait", "2")).Error,
            StringComparison.Ordinal
        );
        Assert.Equal(0, (await RunAsync("models", "activate", "clickbait", "2", "--force")).ExitCode);
    }

    [Fact]
    public async Task A_comparison_on_a_few_headlines_fails_and_stays_visible_after_a_later_pass()
    {
        var few = await RunAsync("compare", Of("1"), Of("2"), "--data", _data);
        Assert.Equal(3, few.ExitCode);
        Assert.Contains("too few", string.Join(' ', few.Output.Split()), StringComparison.Ordinal);
        var passed = await RunAsync("compare", Of("1"), Of("2"), "--data", OwnHeadlines.Path);
        Assert.Equal(0, passed.ExitCode);
        var words = string.Join(' ', (await RunAsync("models", "activate", "clickbait", "2")).Output.Split());
        Assert.Contains("passed on headlines.tsv", words, StringComparison.Ordinal);
        Assert.Contains("Warning: another comparison with 1 failed on data.tsv", words, StringComparison.Ordinal);
        Assert.Contains(
            "failed on data.tsv",
            string.Join(' ', (await RunAsync("models", "show", "clickbait")).Output.Split()),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_version_is_labeled_listed_promoted_and_unlabeled()
    {
        var labeled = await RunAsync("models", "label", "clickbait", "canary", "2");
        Assert.Contains("clickbait 2 has the label canary", labeled.Output, StringComparison.Ordinal);
        Assert.Contains("canary", (await RunAsync("models", "list")).Output, StringComparison.Ordinal);
        Assert.Contains(
            "has not been compared",
            (await RunAsync("models", "promote", "clickbait")).Error,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "clickbait 2 is active; it replaces 1",
            (await RunAsync("models", "promote", "clickbait", "--force")).Output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "no label “canary”",
            (await RunAsync("models", "label", "clickbait", "canary", "--remove")).Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_running_server_is_changed_and_asked_like_a_folder()
    {
        await using var server = await RunningServer.StartAsync(
            "--Classifier:Models",
            _folder.Path,
            "--Classifier:Admin:Url",
            "http://127.0.0.1:0",
            "--Classifier:Canary:Percent",
            "100",
            "--Classifier:Reload:PollSeconds",
            "0"
        );
        Task<ClassifierProgram.Result> RunRemoteAsync(params string[] arguments) =>
            ClassifierProgram.RunAsync([.. arguments, "--server", server.AdminAddress]);
        async Task<string> VersionAsync()
        {
            var request = new V1.ClassifyRequest { Headline = "Two die in flood" };
            var response = await server.Classifier.ClassifyAsync(
                request,
                cancellationToken: TestContext.Current.CancellationToken
            );
            return response.Classification.ModelVersions.Clickbait;
        }

        Assert.Equal(3, (await RunRemoteAsync("models", "canary", "status")).ExitCode);
        var labeled = await RunRemoteAsync("models", "label", "clickbait", "canary", "2");
        Assert.Contains("has the label canary. The server at", labeled.Output, StringComparison.Ordinal);
        Assert.Equal("2", await VersionAsync());
        var status = await RunRemoteAsync("models", "canary", "status");
        Assert.Contains("active topic none, clickbait 1", status.Output, StringComparison.Ordinal);
        Assert.Contains("Same clickbait band", status.Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse((await RunRemoteAsync("models", "canary", "status", "--json")).Output);
        Assert.Equal("1", json.RootElement.GetProperty("headlines").GetString());
        Assert.Contains("canary", (await RunRemoteAsync("models", "list")).Output, StringComparison.Ordinal);

        var refused = await RunRemoteAsync("models", "promote", "clickbait");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("has not been compared", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await RunRemoteAsync("models", "promote", "clickbait", "--force")).ExitCode);
        Assert.Equal("2", await VersionAsync());
        Assert.Equal(0, (await RunRemoteAsync("models", "rollback", "clickbait")).ExitCode);
        Assert.Equal("1", await VersionAsync());
        Assert.Equal(0, (await RunRemoteAsync("models", "activate", "clickbait", "2", "--force")).ExitCode);
        Assert.Equal("2", await VersionAsync());

        var publicAddress = await ClassifierProgram.RunAsync(["models", "list", "--server", server.Address]);
        Assert.Contains("Classifier:Admin:Url", publicAddress.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_reports_each_version_as_good_or_broken()
    {
        File.AppendAllText(Path.Combine(Of("2"), ModelBundle.ZipName), "x");
        var verified = await RunAsync("models", "verify");
        Assert.Equal(3, verified.ExitCode);
        Assert.StartsWith("clickbait 1: good", verified.Lines[0], StringComparison.Ordinal);
        Assert.StartsWith("clickbait 2: broken", verified.Lines[1], StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("models", "verify", "clickbait", "1")).ExitCode);
    }

    [Fact]
    public async Task Show_prints_metrics_and_thresholds_of_the_active_version()
    {
        var shown = await RunAsync("models", "show", "clickbait");
        Assert.Equal(0, shown.ExitCode);
        Assert.Contains("clickbait 1, active", shown.Output, StringComparison.Ordinal);
        Assert.Contains("roc_auc", shown.Output, StringComparison.Ordinal);
        Assert.Contains("considerable from", shown.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("accuracy", "models", "activate", "accuracy", "1")]
    [InlineData("Available versions: 1, 2", "models", "activate", "clickbait", "7")]
    [InlineData("is not a label", "models", "label", "clickbait", "stable", "2")]
    [InlineData("either --models or --server", "models", "rollback", "topic", "--server", "a:1")]
    [InlineData("either a version or --remove", "models", "label", "clickbait", "canary")]
    [InlineData("--rule", "compare", "a", "b", "--data", "c", "--rule", "better")]
    public async Task Invalid_arguments_are_named_in_the_error(string expected, params string[] arguments)
    {
        var result = await RunAsync(arguments);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    private string Of(string version) => _folder.Of(ModelBundle.ClickbaitTask, version);

    private Task<ClassifierProgram.Result> RunAsync(params string[] arguments) =>
        ClassifierProgram.RunAsync(arguments[0] == "models" ? [.. arguments, "--models", _folder.Path] : arguments);
}
