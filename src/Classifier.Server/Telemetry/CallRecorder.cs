using Classifier.Server.Grpc;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Classifier.Server.Telemetry;

/// <summary>Records each call, from its first byte to the end of its response.</summary>
internal sealed class CallRecorder(
    RequestDelegate next,
    CallMetrics metrics,
    TelemetryOptions options,
    ILogger<CallRecorder> logger
)
{
    /// <summary>The protocol of gRPC calls.</summary>
    public const string Grpc = "grpc";

    /// <summary>The protocol of all other requests.</summary>
    public const string Json = "json";

    /// <summary>The method of requests for something that does not exist. Their names are chosen by clients.</summary>
    private const string UnknownMethod = "unknown";

    /// <summary>Handles a request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var metadata = context.GetEndpoint()?.Metadata;
        var call = new CallRecord(
            metadata?.GetMetadata<GrpcMethodMetadata>()?.Method.Name
                ?? metadata?.GetMetadata<CallName>()?.Name
                ?? UnknownMethod,
            GrpcExtensions.IsGrpc(context) ? Grpc : Json
        );
        context.Features.Set(call);
        context.Features.Set<IHttpResponseBodyFeature>(
            new CountedResponse(context.Features.GetRequiredFeature<IHttpResponseBodyFeature>(), call)
        );
        metrics.Begin();
        try
        {
            await next(context);
        }
        finally
        {
            call.End(context);
            metrics.End(call);
            if (
                options.LogCalls == LoggedCalls.All
                || (options.LogCalls == LoggedCalls.Failed && call.Code != global::Grpc.Core.StatusCode.OK)
            )
            {
                logger.CallEnded(call);
            }
        }
    }
}

/// <summary>Names the method of a route that is not a gRPC method.</summary>
/// <param name="Name">The name of the method.</param>
internal sealed record CallName(string Name);
