using Classifier.Server.Grpc;
using Classifier.Server.Hosting;
using Classifier.Server.Json;
using Classifier.Server.Telemetry;
using Classifier.Worker.Messages;
using Classifier.Worker.Pipeline;
using Classifier.Worker.Sources;
using Classifier.Worker.Sources.Kafka;
using Classifier.Worker.Sources.Redis;
using Classifier.Worker.Telemetry;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry.Metrics;

namespace Classifier.Worker.Hosting;

/// <summary>Registers the work, and the address of health and metrics.</summary>
internal static class WorkExtensions
{
    /// <summary>Adds the settings of section <c>Classifier:Worker</c> and what does the work.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or out of range.</exception>
    public static void AddWork(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.ReadSettings<WorkerOptions>(WorkerOptions.Section);
        options.Validate();
        var address = SourceAddress.Parse(options.Input);
        builder.WebHost.UseUrls(options.Url);
        builder.Configuration[$"{TelemetryOptions.Section}:{nameof(TelemetryOptions.PrometheusUrl)}"] = options.Url;

        // The end of a worker that cannot go on is one line of ServerRunner.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);

        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton(address);
        services.AddSingleton<ModelSelector>();
        services.AddSingleton<MessageDecoder>();
        services.AddSingleton<MessageScorer>();
        services.AddSingleton<WorkerMetrics>();
        services.AddSingleton<IWorkSource>(provider =>
            address.Engine == SourceEngine.Redis
                ? ActivatorUtilities.CreateInstance<RedisSource>(provider)
                : ActivatorUtilities.CreateInstance<KafkaSource>(provider)
        );
        services.AddSingleton<LagMonitor>();
        services.AddHostedService<WorkLoop>();
        services.AddHostedService(provider => provider.GetRequiredService<LagMonitor>());
        services.AddHealthChecks().AddCheck<ServingHealthCheck>("serving").AddCheck<SourceHealthCheck>("source");
        services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddMeter(WorkerMetrics.MeterName));
    }

    /// <summary>Maps <c>/healthz</c> and <c>/readyz</c>.</summary>
    public static void MapHealth(this WebApplication app)
    {
        _ = app.Services.GetRequiredService<ServerMetrics>(); // listeners find them from the start
        var (source, lag) = (
            app.Services.GetRequiredService<IWorkSource>(),
            app.Services.GetRequiredService<LagMonitor>()
        );
        var meter = app.Services.GetRequiredService<WorkerMetrics>().Meter;
        _ = meter.CreateObservableGauge(
            "classifier.worker.lag",
            () => lag.Lag is { } messages ? new System.Diagnostics.Metrics.Measurement<long>[] { new(messages) } : [],
            "{message}",
            "Messages that the group has not acknowledged."
        );
        _ = meter.CreateObservableGauge(
            "classifier.worker.paused",
            () => source.IsPaused ? 1 : 0,
            description: "1 while reading is paused because of the messages in flight, otherwise 0."
        );
        var health = app.Services.GetRequiredService<HealthCheckService>();
        app.MapGet("/healthz", HealthResponse.WriteLivenessAsync);
        app.MapGet("/readyz", http => HealthResponse.WriteReadinessAsync(http, health));
    }
}
