using Microsoft.AspNetCore.Builder;

namespace Classifier.Cli.Tests;

/// <summary>Represents a real server with the shipped models on a free local port.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningServer(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public static async Task<RunningServer> StartAsync(params string[] args)
    {
        var app = Server.Program.Build(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None", .. args]);
        await app.StartAsync();
        return new RunningServer(app);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
