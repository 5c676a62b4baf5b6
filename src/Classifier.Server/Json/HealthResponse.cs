using System.Text.Json.Nodes;
using Classifier.Server.Grpc;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Classifier.Server.Json;

/// <summary>Writes the responses of <c>/healthz</c> and <c>/readyz</c>.</summary>
internal static class HealthResponse
{
    /// <summary>Reports that the process runs.</summary>
    public static Task WriteLivenessAsync(HttpContext http) => WriteAsync(http, true, null);

    /// <summary>Reports whether all health checks succeed, the loaded versions, and the refusal of the last reload.</summary>
    public static async Task WriteReadinessAsync(HttpContext http, HealthCheckService health)
    {
        var report = await health.CheckHealthAsync(http.RequestAborted);
        var details = report.Entries.Values.FirstOrDefault(entry =>
            entry.Data.ContainsKey(ServingHealthCheck.ModelsKey)
        );
        await WriteAsync(http, report.Status != HealthStatus.Unhealthy, details);
    }

    private static async Task WriteAsync(HttpContext http, bool isServing, HealthReportEntry? details)
    {
        http.Response.StatusCode = isServing ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        http.Response.ContentType = JsonEndpoints.JsonType;
        var health = new JsonObject { ["status"] = isServing ? "SERVING" : "NOT_SERVING" };
        if (details?.Data?.TryGetValue(ServingHealthCheck.ModelsKey, out var loaded) is true)
        {
            health[ServingHealthCheck.ModelsKey] = loaded.ToString();
        }

        if (details?.Description is { } refusal)
        {
            health["lastRefusal"] = refusal;
        }

        await http.Response.WriteAsync(health.ToJsonString());
    }
}
