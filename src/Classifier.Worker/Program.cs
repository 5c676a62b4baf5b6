using Classifier.Models;
using Classifier.Server.Admission;
using Classifier.Server.Hosting;
using Classifier.Server.Serving;
using Classifier.Server.Telemetry;
using Classifier.Worker.Hosting;

namespace Classifier.Worker;

/// <summary>Hosts the headline classifier as a worker that reads from Kafka or Redis and writes its results there.</summary>
public static class Program
{
    /// <summary>Runs the worker until it is asked to stop.</summary>
    /// <param name="args">The settings, such as <c>--Classifier:Worker:Input redis://127.0.0.1:6379/headlines</c>.</param>
    /// <returns>The exit code: 0, or 1 if the worker cannot start or go on.</returns>
    public static Task<int> Main(string[] args) => ServerRunner.RunAsync(() => Build(args), "worker");

    /// <summary>Builds the worker without starting it. Models are loaded and settings are validated.</summary>
    /// <param name="args">The settings.</param>
    /// <exception cref="ModelException">A model is missing or damaged.</exception>
    /// <exception cref="InvalidOperationException">A setting is unknown or out of range.</exception>
    internal static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory }
        );
        builder.RejectUnknownSettings([.. UnknownSettings.GetKeys<WorkerOptions>(WorkerOptions.Section)]);
        builder.AddWork();
        builder.AddTelemetry();
        builder.AddShutdown();
        builder.AddAdmission();
        builder.AddServedModels();

        var app = builder.Build();
        app.MapHealth();
        app.MapMetrics();
        return app;
    }
}
