using System.Net;
using Classifier.Models;
using Classifier.Server.Admission;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Classifier.Benchmarks.Rpc;

/// <summary>Serves ML.NET's PredictionEngine with the project's API, as typical ML.NET services do.</summary>
internal static class PredictionEngineHost
{
    /// <summary>Runs the server until the process is stopped.</summary>
    public static async Task RunAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2)
        );
        builder.Services.AddSingleton(_ => new PredictionEngines(ModelStore.FindRoot()));
        builder.Services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = new ServerLimits().MaxMessageBytes);
        await using var app = builder.Build();
        app.MapGrpcService<PredictionEngineService>();
        _ = app.Services.GetRequiredService<PredictionEngines>();
        await app.StartAsync();
        Console.WriteLine(app.Urls.Single());
        await app.WaitForShutdownAsync();
    }
}
