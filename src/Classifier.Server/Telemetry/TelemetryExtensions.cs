using System.Reflection;
using Classifier.Access;
using Classifier.Server.Access;
using Classifier.Server.Hosting;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Classifier.Server.Telemetry;

/// <summary>Registers metrics, traces, and where they go.</summary>
internal static class TelemetryExtensions
{
    private const string ServiceName = "classifier";

    /// <summary>The source of the spans that ASP.NET Core creates for requests, with the trace context of their callers.</summary>
    private const string RequestSource = "Microsoft.AspNetCore";

    /// <summary>The meters of the process: memory, garbage collection, and threads; and connections.</summary>
    private static readonly string[] ProcessMeters = ["System.Runtime", "Microsoft.AspNetCore.Server.Kestrel"];

    /// <summary>Adds the settings of section <c>Classifier:Telemetry</c>.</summary>
    /// <exception cref="InvalidOperationException">A setting is out of range.</exception>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.ReadSettings<TelemetryOptions>(TelemetryOptions.Section);
        options.Validate();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<CallMetrics>();
        builder.Services.AddSingleton<HeadlineStatistics>();
        builder.Services.AddSingleton<ServerMetrics>();
        builder.Services.AddSingleton<DriftMonitor>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<DriftMonitor>());
        var endpoint =
            options.OtlpEndpoint.Length > 0
                ? options.OtlpEndpoint
                : builder.Configuration[TelemetryOptions.OtlpVariable];
        if (!options.ServesPrometheus && string.IsNullOrEmpty(endpoint))
        {
            return;
        }

        var telemetry = builder
            .Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(ServiceName, serviceVersion: Version))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(ServerMetrics.MeterName).AddMeter(ProcessMeters);
                if (options.ServesPrometheus)
                {
                    metrics.AddPrometheusExporter();
                }
            });
        if (string.IsNullOrEmpty(endpoint))
        {
            return;
        }

        void SetEndpoint(OtlpExporterOptions otlp) => otlp.Endpoint = new Uri(endpoint);
        telemetry
            .WithMetrics(metrics => metrics.AddOtlpExporter(SetEndpoint))
            .WithTracing(traces =>
                traces
                    .AddSource(RequestSource, CallRecord.SourceName)
                    .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.TraceShare)))
                    .AddOtlpExporter(SetEndpoint)
            )
            .WithLogging(logs => logs.AddOtlpExporter(SetEndpoint), logs => logs.IncludeScopes = true);
    }

    /// <summary>Records all calls. Must be called before services are mapped.</summary>
    public static void UseTelemetry(this WebApplication app)
    {
        _ = app.Services.GetRequiredService<ServerMetrics>(); // listeners find it from the start
        app.UseMiddleware<CallRecorder>();
    }

    /// <summary>Maps the metrics for Prometheus if they are on.</summary>
    public static void MapMetrics(this WebApplication app)
    {
        if (app.Services.GetRequiredService<TelemetryOptions>().ServesPrometheus)
        {
            app.MapPrometheusScrapingEndpoint()
                .WithMetadata(
                    new CallName("metrics"),
                    new PrivateEndpoint(PrivateEndpoints.Prometheus),
                    new RequiredScope(ApiScopes.Metrics)
                );
        }
    }

    private static string Version =>
        typeof(TelemetryExtensions)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion;
}
