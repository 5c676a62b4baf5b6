using Classifier.Server.Grpc;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Classifier.Server.Admin;

/// <summary>Marks the connections of the address of ModelAdminService. What a client says about the address that it has called is
/// never trusted.</summary>
internal sealed class AdminConnection
{
    /// <summary>The name of the endpoint in section <c>Kestrel:Endpoints</c>. Addresses are listed in the order of these names, and the
    /// first one is for gRPC.</summary>
    public const string EndpointName = "ModelAdmin";

    private static readonly AdminConnection Mark = new();

    private AdminConnection() { }

    /// <summary>Marks all connections of the endpoint.</summary>
    public static void AddTo(KestrelServerOptions kestrel) =>
        kestrel.ConfigurationLoader?.Endpoint(
            EndpointName,
            endpoint =>
                endpoint.ListenOptions.Use(next =>
                    connection =>
                    {
                        connection.Features.Set(Mark);
                        return next(connection);
                    }
                )
        );

    /// <summary>Determines whether a request may use its endpoint: ModelAdminService only on its own address, and other services, apart
    /// from health, only on the others.</summary>
    public static bool Allows(HttpContext context)
    {
        var service = context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.ServiceName;
        var isMarked = context.Features.Get<AdminConnection>() is not null;
        return service == V1.ModelAdminService.Descriptor.FullName == isMarked
            || (isMarked && service == Health.Descriptor.FullName);
    }

    /// <summary>Answers as if the service did not exist.</summary>
    public static Task RefuseAsync(HttpContext context)
    {
        if (!GrpcExtensions.IsGrpc(context))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        GrpcExtensions.WriteStatus(context.Response, StatusCode.Unimplemented, "Service is unimplemented.");
        return Task.CompletedTask;
    }
}
