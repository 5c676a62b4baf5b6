using Classifier.Worker.Sources;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Classifier.Worker.Telemetry;

/// <summary>Reports whether the engine answers.</summary>
internal sealed class SourceHealthCheck(IWorkSource source) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        Task.FromResult(
            source.IsConnected
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("The engine does not answer.")
        );
}
