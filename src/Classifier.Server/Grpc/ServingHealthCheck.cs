using Classifier.Server.Hosting;
using Classifier.Server.Serving;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Classifier.Server.Grpc;

/// <summary>Reports whether the server takes calls: from its start, when models are loaded and warmed up, until it is asked to stop.
/// The description contains the last refusal of other models.</summary>
internal sealed class ServingHealthCheck(ServedModels models, ServerShutdown shutdown) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        Task.FromResult(
            shutdown.IsStopping
                ? HealthCheckResult.Unhealthy("The server is stopping.")
                : HealthCheckResult.Healthy(models.LastRefusal?.Reason)
        );
}
