using System.Globalization;
using Classifier.Server.Admission;
using Classifier.Server.Feedback;
using Classifier.Server.Grpc.Calls;
using Grpc.AspNetCore.HealthChecks;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Classifier.Server.Grpc;

/// <summary>Registers and maps the gRPC services, health checks and reflection.</summary>
internal static class GrpcExtensions
{
    /// <summary>The maximum size of a message of the services that do not take batches or pages.</summary>
    private const int MaxSmallMessageBytes = 64 * 1024;

    private static readonly ServiceDescriptor[] PublicServices =
    [
        V1.ClassifierService.Descriptor,
        V1.ModelService.Descriptor,
        V1.FeedbackService.Descriptor,
        Health.Descriptor,
    ];

    /// <summary>Adds gRPC, a health status for each service, and reflection.</summary>
    public static void AddGrpcServices(this WebApplicationBuilder builder)
    {
        var services = builder.Services;

        // Without a registration, gRPC creates an instance for each call.
        services.AddSingleton<ClassifierGrpcService>();
        services.AddSingleton<AccurateCalls>();
        services.AddSingleton<ModelSelector>();
        services.AddSingleton<FeedbackGrpcService>();
        services.AddSingleton<ModelGrpcService>();
        services.AddSingleton<ExceptionInterceptor>();
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = MaxSmallMessageBytes;
            grpc.MaxSendMessageSize = null; // explanations make responses larger than requests
            grpc.Interceptors.Add<ExceptionInterceptor>();
        });
        services
            .AddOptions<GrpcServiceOptions>()
            .Configure<ServerLimits>((grpc, limits) => grpc.CompressionProviders = [new BoundedGzip(limits)]);
        services
            .AddOptions<GrpcServiceOptions<ClassifierGrpcService>>()
            .Configure<ServerLimits>((grpc, limits) => grpc.MaxReceiveMessageSize = limits.MaxMessageBytes);

        // Only the services of the public address, and not ModelAdminService.
        services.AddSingleton(new ReflectionServiceImpl(PublicServices));
        services.AddSingleton(new ReflectionV1ServiceImpl(PublicServices));
        services.AddGrpcHealthChecks().AddCheck<ServingHealthCheck>("serving");
        services
            .AddOptions<GrpcHealthChecksOptions>()
            .Configure<FeedbackOptions>(
                (health, feedback) =>
                {
                    health.Services.Map(V1.ClassifierService.Descriptor.FullName, _ => true);
                    health.Services.Map(V1.ModelService.Descriptor.FullName, _ => true);
                    if (feedback.IsEnabled)
                    {
                        health.Services.Map(V1.FeedbackService.Descriptor.FullName, _ => true);
                    }
                }
            );

        // Models are loaded before the server listens, so health can be published without delay.
        services.Configure<HealthCheckPublisherOptions>(publisher => publisher.Delay = TimeSpan.Zero);
    }

    /// <summary>Maps the services.</summary>
    public static void MapGrpcServices(this WebApplication app)
    {
        app.UseWhen(IsGrpc, calls => calls.UseMiddleware<CallMiddleware>());
        app.MapGrpcService<ClassifierGrpcService>();
        app.MapGrpcService<ModelGrpcService>();
        app.MapGrpcService<FeedbackGrpcService>();
        app.MapGrpcHealthChecksService();
        app.MapGrpcService<ReflectionServiceImpl>();
        app.MapGrpcService<ReflectionV1ServiceImpl>();
    }

    /// <summary>Writes a response that consists of the status only (Trailers-Only in the gRPC specification).</summary>
    /// <param name="response">The response.</param>
    /// <param name="code">The status code.</param>
    /// <param name="message">The message, percent-encoded.</param>
    public static void WriteStatus(HttpResponse response, StatusCode code, string message)
    {
        response.ContentType = "application/grpc";
        response.Headers["grpc-status"] = ((int)code).ToString(CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = message;
    }

    /// <summary>Determines whether a request is a gRPC call.</summary>
    public static bool IsGrpc(HttpContext context) =>
        context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) is true;
}
