using System.Diagnostics;
using System.Globalization;
using Classifier.Models;
using Classifier.Tests.Common;
using Classifier.V1;
using Xunit;

namespace Classifier.Server.Tests.Serving;

/// <summary>Replaces models under running servers. Version 6 is a copy of version 5 under another name.</summary>
public sealed class ModelReloaderTests : IDisposable
{
    private readonly ModelFolder _models = new();

    public ModelReloaderTests()
    {
        foreach (var task in new[] { ModelBundle.TopicTask, ModelBundle.ClickbaitTask })
        {
            _models.Add(task, "5");
            _models.Activate(task, "5");
        }

        _models.Add(ModelBundle.TopicTask, "6");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _models.Dispose();

    [Fact]
    public async Task An_activated_version_answers_without_a_restart_and_no_call_fails()
    {
        await using var server = await StartAsync(pollSeconds: 1);
        for (var i = 0; i < 6; i++)
        {
            var version = i % 2 == 0 ? "6" : "5";
            _models.Activate(ModelBundle.TopicTask, version);
            await WaitForVersionAsync(server, version);
        }
    }

    [Fact]
    public async Task A_stream_uses_the_new_version_from_the_next_chunk_on()
    {
        await using var server = await StartAsync(pollSeconds: 1);
        using var stream = server.Classifier.ClassifyStream(cancellationToken: Cancellation);
        Assert.Equal("5", await NextVersionAsync());
        _models.Activate(ModelBundle.TopicTask, "6");
        await WaitForVersionAsync(server, "6");
        Assert.Equal("6", await NextVersionAsync());
        await stream.RequestStream.CompleteAsync();

        async Task<string> NextVersionAsync()
        {
            var chunk = new ClassifyStreamRequest { Items = { new ClassifyItem { Headline = "Rates rise" } } };
            await stream.RequestStream.WriteAsync(chunk, Cancellation);
            Assert.True(await stream.ResponseStream.MoveNext(Cancellation));
            return stream.ResponseStream.Current.Results.Single().Classification.ModelVersions.Topic;
        }
    }

    [Fact]
    public async Task A_damaged_model_is_refused_with_its_reason_and_the_current_one_stays()
    {
        File.WriteAllBytes(_models.Of("topic", "6", ModelBundle.ZipName), [1, 2, 3]);
        await using var server = await StartAsync(pollSeconds: 1);
        _models.Activate(ModelBundle.TopicTask, "6");
        var refusal = await ModelFolder.WaitForAsync(async () => (await ListAsync(server)).LastRefusal);
        Assert.Contains("SHA-256", refusal.Reason, StringComparison.Ordinal);
        Assert.Equal("5", await VersionAsync(server));

        _models.Add(ModelBundle.TopicTask, "6");
        await WaitForVersionAsync(server, "6");
        Assert.Null((await ListAsync(server)).LastRefusal);
    }

    [Fact]
    public async Task A_version_that_is_activated_before_it_is_copied_whole_is_served_when_it_is_whole()
    {
        var zip = _models.Of("topic", "6", ModelBundle.ZipName);
        var bytes = await File.ReadAllBytesAsync(zip, Cancellation);
        await File.WriteAllBytesAsync(zip, bytes[..(bytes.Length / 2)], Cancellation);
        await using var server = await StartAsync(pollSeconds: 1);
        _models.Activate(ModelBundle.TopicTask, "6");
        Assert.Equal("5", await VersionAsync(server));
        await File.WriteAllBytesAsync(zip, bytes, Cancellation);
        await WaitForVersionAsync(server, "6");
    }

    [Fact]
    public async Task A_folder_of_models_is_replaced_through_a_symbolic_link()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows needs a privilege to create symbolic links.");
        var (first, link) = (_models.Of("first"), _models.Of("current"));
        var second = _models.Of("second");
        foreach (var (folder, version) in new[] { (first, "5"), (second, "6") })
        {
            Directory.CreateDirectory(folder);
            foreach (var task in new[] { ModelBundle.TopicTask, ModelBundle.ClickbaitTask })
            {
                ModelFolder.Copy(task, Path.Combine(folder, task, version));
            }
        }

        Directory.CreateSymbolicLink(link, first);
        await using var server = await StartAsync(pollSeconds: 1, link);
        Assert.Equal("5", await VersionAsync(server));

        // Kubernetes replaces a mounted volume in the same way: a link is renamed over the old one.
        Directory.CreateSymbolicLink(link + ".new", second);
        using (var rename = Process.Start("mv", ["-T", link + ".new", link]))
        {
            await rename.WaitForExitAsync(Cancellation);
        }

        await WaitForVersionAsync(server, "6");
    }

    [Fact]
    public async Task A_hang_up_signal_reloads_a_server_that_does_not_poll()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGHUP.");
        await using var server = await StartAsync(pollSeconds: 0);
        _models.Activate(ModelBundle.TopicTask, "6");
        using (var kill = Process.Start("kill", ["-HUP", server.ProcessId.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(Cancellation);
        }

        await WaitForVersionAsync(server, "6");
    }

    private Task<RunningServer> StartAsync(int pollSeconds, string? root = null) =>
        RunningServer.StartAsync(
            "--Classifier:Models",
            root ?? _models.Root,
            "--Classifier:Reload:PollSeconds",
            pollSeconds.ToString(CultureInfo.InvariantCulture)
        );

    private static async Task<ListModelsResponse> ListAsync(RunningServer server) =>
        await server.Models.ListModelsAsync(new ListModelsRequest(), cancellationToken: Cancellation);

    private static async Task<string> VersionAsync(RunningServer server)
    {
        var request = new ClassifyRequest { Headline = "Central bank raises rates" };
        var response = await server.Classifier.ClassifyAsync(request, cancellationToken: Cancellation);
        return response.Classification.ModelVersions.Topic;
    }

    /// <summary>Calls the server until a version answers. Every call must succeed.</summary>
    private static Task<string> WaitForVersionAsync(RunningServer server, string version) =>
        ModelFolder.WaitForAsync(async () => await VersionAsync(server) == version ? version : null);
}
