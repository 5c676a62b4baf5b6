using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Xunit;

[assembly: AssemblyFixture(typeof(Classifier.Server.Tests.RunningServer))]

namespace Classifier.Server.Tests;

/// <summary>Runs the server with the shipped models on a free loopback port and provides a channel to it.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    private WebApplication? _app;

    public GrpcChannel Channel { get; private set; } = null!;

    public V1.ClassifierService.ClassifierServiceClient Classifier => new(Channel);

    public V1.ModelService.ModelServiceClient Models => new(Channel);

    public V1.FeedbackService.FeedbackServiceClient Feedback => new(Channel);

    public static async Task<RunningServer> StartAsync(params string[] args)
    {
        var server = new RunningServer { _app = Program.Build(["--urls", "http://127.0.0.1:0", .. args]) };
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        server.Channel = GrpcChannel.ForAddress(
            server._app.Urls.Single(),
            new GrpcChannelOptions { MaxReceiveMessageSize = null, MaxSendMessageSize = null }
        );
        return server;
    }

    public async ValueTask InitializeAsync()
    {
        var started = await StartAsync();
        (_app, Channel) = (started._app, started.Channel);
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await _app!.DisposeAsync();
    }

    /// <summary>Asserts that a call fails with <c>google.rpc</c> details, and returns its status code and details.</summary>
    public static async Task<(
        StatusCode Code,
        ErrorInfo Info,
        BadRequest.Types.FieldViolation Violation
    )> GetErrorAsync(Func<Task> call)
    {
        var error = await Assert.ThrowsAsync<RpcException>(call);
        var status = error.GetRpcStatus();
        Assert.NotNull(status);
        Assert.Equal(error.Status.Detail, status.Message);
        return (
            error.StatusCode,
            status.GetDetail<ErrorInfo>(),
            Assert.Single(status.GetDetail<BadRequest>().FieldViolations)
        );
    }
}
