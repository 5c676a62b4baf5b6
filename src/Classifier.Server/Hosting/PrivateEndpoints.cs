using Classifier.Server.Grpc;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Classifier.Server.Hosting;

/// <summary>Keeps administration and metrics on addresses of their own, and everything else off these. The connections of these
/// addresses are marked; what a client says about the address that it has called is never trusted.</summary>
internal static class PrivateEndpoints
{
    /// <summary>The name of the address of ModelAdminService in section <c>Kestrel:Endpoints</c>. Addresses are listed in the order of
    /// these names, and the first one is for gRPC.</summary>
    public const string Admin = "ModelAdmin";

    /// <summary>The name of the address of metrics.</summary>
    public const string Prometheus = "Prometheus";

    private static readonly string[] Names = [Admin, Prometheus];

    /// <summary>Marks all connections of the addresses.</summary>
    public static void AddPrivateEndpoints(this WebApplicationBuilder builder) =>
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            foreach (var name in Names)
            {
                Mark(kestrel, new ConnectionMark(name));
            }
        });

    /// <summary>Refuses requests on the wrong address. Must be called before services are mapped.</summary>
    public static void UsePrivateEndpoints(this WebApplication app) =>
        app.Use((context, next) => Allows(context) ? next(context) : RefuseAsync(context));

    private static void Mark(KestrelServerOptions kestrel, ConnectionMark mark) =>
        kestrel.ConfigurationLoader?.Endpoint(
            mark.Endpoint,
            endpoint =>
                endpoint.ListenOptions.Use(next =>
                    connection =>
                    {
                        connection.Features.Set(mark);
                        return next(connection);
                    }
                )
        );

    private static bool Allows(HttpContext context)
    {
        var metadata = context.GetEndpoint()?.Metadata;
        var service = metadata?.GetMetadata<GrpcMethodMetadata>()?.Method.ServiceName;
        var own =
            service == V1.ModelAdminService.Descriptor.FullName
                ? Admin
                : metadata?.GetMetadata<PrivateEndpoint>()?.Name;
        var called = context.Features.Get<ConnectionMark>()?.Endpoint;
        return own == called || (called == Admin && service == Health.Descriptor.FullName);
    }

    /// <summary>Answers as if the service did not exist.</summary>
    private static Task RefuseAsync(HttpContext context)
    {
        if (!GrpcExtensions.IsGrpc(context))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        GrpcExtensions.WriteStatus(context.Response, StatusCode.Unimplemented, "Service is unimplemented.");
        return Task.CompletedTask;
    }

    private sealed record ConnectionMark(string Endpoint);
}

/// <summary>Marks a route that is only served on one of <see cref="PrivateEndpoints"/>.</summary>
/// <param name="Name">The name of the address.</param>
internal sealed record PrivateEndpoint(string Name);
