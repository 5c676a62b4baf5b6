using Classifier.Scoring;
using Classifier.Server.Admission;
using Classifier.Server.Feedback;
using Classifier.Server.Grpc;
using Classifier.Server.Grpc.Wire;
using Classifier.Server.Serving;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Classifier.Server;

/// <summary>What the server is made of.</summary>
public static class ServerRegistration
{
    /// <summary>Adds gRPC, health per service, reflection and the classifier.</summary>
    public static void AddClassifier(
        this IServiceCollection services,
        HeadlineClassifier classifier,
        ServerLimits limits,
        FeedbackSettings feedback
    )
    {
        services.AddSingleton(classifier);
        services.AddSingleton(limits);
        services.AddSingleton(new RequestValidation(limits, classifier.Topic.Manifest.Labels.Count));
        services.AddSingleton(new ClassificationEncoder(classifier));
        services.AddSingleton(provider => new BulkLane(
            Environment.ProcessorCount,
            provider.GetRequiredService<TimeProvider>()
        ));

        // One for all calls: what is not registered is made anew for each.
        services.AddSingleton<ClassifierGrpcService>();
        services.AddSingleton<FailureInterceptor>();
        services.AddSingleton(feedback);
        if (feedback.IsOn)
        {
            services.AddSingleton(_ => new FeedbackIntake(feedback));
        }

        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new LoadedModels(
            classifier,
            provider.GetRequiredService<TimeProvider>().GetUtcNow()
        ));
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = limits.MaxMessageBytes;
            grpc.MaxSendMessageSize = null; // reasons make replies longer than requests
            grpc.Interceptors.Add<FailureInterceptor>();
        });
        services.AddGrpcReflection();
        services
            .AddGrpcHealthChecks(health =>
            {
                health.Services.Map(V1.ClassifierService.Descriptor.FullName, _ => true);
                health.Services.Map(V1.ModelService.Descriptor.FullName, _ => true);
                if (feedback.IsOn)
                {
                    health.Services.Map(V1.FeedbackService.Descriptor.FullName, _ => true);
                }
            })
            .AddCheck("models", () => HealthCheckResult.Healthy());

        // Health is told at once: the models are loaded before the server listens.
        services.Configure<HealthCheckPublisherOptions>(publisher => publisher.Delay = TimeSpan.Zero);
    }

    /// <summary>Maps the services.</summary>
    public static void MapClassifier(this WebApplication app)
    {
        // What cannot be opened is told before the server listens, not to the first caller.
        _ = app.Services.GetRequiredService<LoadedModels>();
        _ = app.Services.GetService<FeedbackIntake>();
        app.MapGrpcService<ClassifierGrpcService>();
        app.MapGrpcService<ModelGrpcService>();
        app.MapGrpcService<FeedbackGrpcService>();
        app.MapGrpcHealthChecksService();
        app.MapGrpcReflectionService();
    }
}
