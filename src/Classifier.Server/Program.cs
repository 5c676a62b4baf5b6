using Classifier.Models;
using Classifier.Server.Access;
using Classifier.Server.Admin;
using Classifier.Server.Admission;
using Classifier.Server.Feedback;
using Classifier.Server.Grpc;
using Classifier.Server.Hosting;
using Classifier.Server.Json;
using Classifier.Server.Serving;
using Classifier.Server.Telemetry;

namespace Classifier.Server;

/// <summary>Hosts the headline classifier as a server of gRPC and of JSON over HTTP.</summary>
public static class Program
{
    /// <summary>Runs the server until it is asked to stop; or, if the command line begins with <c>health</c>, asks a running server with
    /// the same settings whether it is ready.</summary>
    /// <param name="args">The command line, such as <c>--urls http://127.0.0.1:6000 --Classifier:Models DIR</c>.</param>
    /// <returns>The exit code: 0, or 1 if the server cannot start, or is not ready.</returns>
    public static Task<int> Main(string[] args) =>
        args is [HealthProbe.Command, .. var settings]
            ? HealthProbe.RunAsync(settings)
            : ServerRunner.RunAsync(() => Build(args));

    /// <summary>Builds the server without starting it. Models are loaded and settings are validated.</summary>
    /// <param name="args">The command line.</param>
    /// <exception cref="ModelException">A model is missing or damaged.</exception>
    /// <exception cref="InvalidOperationException">A setting is unknown or out of range.</exception>
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory }
        );
        builder.RejectUnknownSettings();
        builder.AddTransport();
        builder.AddPrivateEndpoints();
        builder.AddAccess();
        builder.AddTelemetry();
        builder.AddShutdown();
        builder.AddAdmission();
        builder.AddFeedback();
        builder.AddServedModels();
        builder.AddAdmin();
        builder.AddGrpcServices();
        builder.AddJson();

        var app = builder.Build();
        app.UseTelemetry();
        app.UsePrivateEndpoints();
        app.MapMetrics();
        app.MapAdmin();
        app.MapGrpcServices();
        app.MapJson();
        app.UseAccess();
        return app;
    }
}
