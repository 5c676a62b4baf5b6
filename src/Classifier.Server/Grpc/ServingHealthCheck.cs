using Classifier.Server.Hosting;
using Classifier.Server.Serving;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Classifier.Server.Grpc;

/// <summary>Reports whether the server takes calls: from its start, when models are loaded and warmed up, until it is asked to stop.
/// The description contains the refusal of the last reload; the data contain the loaded versions.</summary>
internal sealed class ServingHealthCheck(ServedModels models, ServerShutdown shutdown) : IHealthCheck
{
    /// <summary>The key of the loaded versions in the data.</summary>
    public const string ModelsKey = "models";

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        Task.FromResult(
            shutdown.IsStopping
                ? HealthCheckResult.Unhealthy("The server is stopping.")
                : HealthCheckResult.Healthy(
                    models.LastRefusal?.Reason,
                    new Dictionary<string, object> { [ModelsKey] = models.Current.ToString() }
                )
        );
}
