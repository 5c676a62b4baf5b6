using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Xunit;

[assembly: AssemblyFixture(typeof(Classifier.Tests.Common.RunningServer))]

namespace Classifier.Tests.Common;

/// <summary>Represents a server with the shipped models on a free port of this machine, and a channel to it. All tests of an
/// assembly share one; <see cref="StartAsync"/> starts another. It runs in the process of the tests, unless they test another build
/// of the program; see <see cref="ServerProgram"/>.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    private WebApplication? _app;
    private ServerProcess? _process;

    /// <summary>Gets all addresses in the order of their names: gRPC, JSON, administration, metrics.</summary>
    public IReadOnlyList<string> Addresses => _process?.Addresses ?? [.. _app!.Urls];

    public string Address => Addresses[0];

    /// <summary>Gets the address that serves JSON.</summary>
    public string JsonAddress => Addresses[1];

    /// <summary>Gets the address of ModelAdminService, if it is configured.</summary>
    public string AdminAddress => Addresses[2];

    /// <summary>Gets the address of metrics, if it is configured.</summary>
    public string MetricsAddress => Addresses[^1];

    /// <summary>Gets the ID of the process of the server.</summary>
    public int ProcessId => _process?.Id ?? Environment.ProcessId;

    public GrpcChannel Channel { get; private set; } = null!;

    /// <summary>Gets the services of the server. Tests that need them are <see cref="InProcessAttribute"/>.</summary>
    public IServiceProvider Services =>
        _app?.Services
        ?? throw new InvalidOperationException("The server is another process. Mark this test with InProcess.");

    public V1.ClassifierService.ClassifierServiceClient Classifier => new(Channel);

    public V1.ModelService.ModelServiceClient Models => new(Channel);

    public V1.FeedbackService.FeedbackServiceClient Feedback => new(Channel);

    /// <summary>Starts a server with arguments of its own.</summary>
    public static async Task<RunningServer> StartAsync(params string[] args)
    {
        var server = new RunningServer();
        await server.RunAsync(args);
        return server;
    }

    public async ValueTask InitializeAsync() => await RunAsync();

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        if (_process is not null)
        {
            _process.RequestStop();
            await _process.WaitForExitAsync();
            await _process.DisposeAsync();
        }
    }

    private async Task RunAsync(params string[] args)
    {
        args = ["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None", .. args];
        if (ServerProgram.Path is not null)
        {
            _process = await ServerProcess.StartAsync([.. args, "--Logging:LogLevel:Classifier.Server", "Information"]);
        }
        else
        {
            _app = Server.Program.Build(args);
            await _app.StartAsync(TestContext.Current.CancellationToken);
        }

        Channel = ServerProcess.CreateChannel(Address);
    }
}
