using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Xunit;

[assembly: AssemblyFixture(typeof(Classifier.Tests.Common.RunningServer))]

namespace Classifier.Tests.Common;

/// <summary>Represents a server with the shipped models on a free port of this machine, and a channel to it. All tests of an
/// assembly share one; <see cref="StartAsync"/> starts another.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    private WebApplication? _app;

    public string Address => _app!.Urls.First();

    /// <summary>Gets the address that serves JSON.</summary>
    public string JsonAddress => _app!.Urls.ElementAt(1);

    /// <summary>Gets the address of ModelAdminService, if it is configured.</summary>
    public string AdminAddress => _app!.Urls.ElementAt(2);

    /// <summary>Gets the address of metrics, if it is configured.</summary>
    public string MetricsAddress => _app!.Urls.Last();

    public GrpcChannel Channel { get; private set; } = null!;

    /// <summary>Gets the services of the server.</summary>
    public IServiceProvider Services => _app!.Services;

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
        await _app!.DisposeAsync();
    }

    private async Task RunAsync(params string[] args)
    {
        _app = Server.Program.Build(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None", .. args]);
        await _app.StartAsync(TestContext.Current.CancellationToken);
        Channel = GrpcChannel.ForAddress(
            Address,
            new GrpcChannelOptions { MaxReceiveMessageSize = null, MaxSendMessageSize = null }
        );
    }
}
