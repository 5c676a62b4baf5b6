using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Classifier.Worker.Tests;

/// <summary>Represents a worker in this process.</summary>
internal sealed class RunningWorker(WebApplication app) : IAsyncDisposable
{
    /// <summary>Gets the address of health and metrics.</summary>
    public string Address => app.Urls.Single();

    /// <summary>Gets the services of the worker.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>Starts a worker.</summary>
    public static async Task<RunningWorker> StartAsync(string input, params string[] args)
    {
        var app = Build(input, args);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningWorker(app);
    }

    /// <summary>Builds a worker without starting it.</summary>
    public static WebApplication Build(string input, params string[] args) =>
        Program.Build([$"--Classifier:Worker:Input={input}", "--Logging:LogLevel:Default=None", .. args]);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
