using Classifier.Models;
using Classifier.Tests.Common;
using Classifier.V1;
using Grpc.Net.Client;
using Xunit;

namespace Classifier.Server.Tests.Serving;

/// <summary>Represents a folder of models whose versions are copies of the shipped ones under other names. It is deleted at the
/// end.</summary>
internal sealed class ModelFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("classifier-models-").FullName;

    /// <summary>Returns the path of a file or folder.</summary>
    public string Of(params string[] names) => Path.Combine([Root, .. names]);

    public void Dispose() => Directory.Delete(Root, recursive: true);

    /// <summary>Starts a server with these models, and with ModelAdminService.</summary>
    public Task<RunningServer> StartAsync(params string[] args) =>
        RunningServer.StartAsync([
            "--Classifier:Models",
            Root,
            "--Classifier:Admin:Url",
            "http://127.0.0.1:0",
            .. args,
        ]);

    public void Activate(string task, string version) => ActiveVersion.Set(Of(task), version, null);

    public void Label(string task, string label, string version) =>
        ActiveVersion.SetLabel(Of(task), label, version, version);

    public void Add(string task, params string[] versions)
    {
        foreach (var version in versions)
        {
            Copy(task, Of(task, version));
        }
    }

    /// <summary>Copies the shipped model of a task to a folder.</summary>
    public static void Copy(string task, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(ModelStore.FindModel(ModelStore.FindRoot(), task)))
        {
            // Renamed into place, because a server may be reading a file of this name.
            var target = Path.Combine(folder, Path.GetFileName(file));
            File.Copy(file, $"{target}.tmp", overwrite: true);
            File.Move($"{target}.tmp", target, overwrite: true);
        }
    }

    /// <summary>Makes a server load the models on disk now.</summary>
    public static async Task ReloadAsync(RunningServer server)
    {
        using var channel = GrpcChannel.ForAddress(server.AdminAddress);
        await new ModelAdminService.ModelAdminServiceClient(channel).ReloadAsync(
            new ReloadRequest(),
            cancellationToken: TestContext.Current.CancellationToken
        );
    }

    /// <summary>Waits until something is found.</summary>
    public static async Task<T> WaitForAsync<T>(Func<Task<T?>> find)
        where T : class
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (await find() is { } found)
            {
                return found;
            }

            await Task.Delay(20, timeout.Token);
        }
    }
}
