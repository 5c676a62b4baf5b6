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

    /// <summary>Starts a worker that reads a stream.</summary>
    public static async Task<RunningWorker> StartAsync(RedisServer redis, string stream, params string[] args)
    {
        var app = Build(redis, stream, args);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningWorker(app);
    }

    /// <summary>Builds a worker without starting it.</summary>
    public static WebApplication Build(RedisServer redis, string stream, params string[] args) =>
        Program.Build([.. GetArguments(redis, stream), "--Logging:LogLevel:Default=None", .. args]);

    /// <summary>Returns the arguments of a worker that reads a stream.</summary>
    public static string[] GetArguments(RedisServer redis, string stream) =>
        [$"--Classifier:Worker:Input=redis://127.0.0.1:{redis.Port}/{stream}"];

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
