using Classifier.Access;
using Classifier.Server.Grpc;
using Google.Protobuf;
using Google.Rpc;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Health.V1;

namespace Classifier.Server.Access;

/// <summary>Lets only callers with a valid API key use an endpoint. The request is not read before.</summary>
internal sealed class AccessMiddleware(RequestDelegate next, ApiKeyring keys, TimeProvider time)
{
    private const string BearerPrefix = "Bearer ";

    /// <summary>Handles a request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (GetScope(context) is not { } scope || Check(context.Request.Headers, scope) is not { } error)
        {
            return next(context);
        }

        if (error.StatusCode == StatusCode.Unauthenticated)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        if (!GrpcExtensions.IsGrpc(context))
        {
            throw error;
        }

        GrpcExtensions.WriteStatus(context.Response, error.StatusCode, Uri.EscapeDataString(error.Status.Detail));
        context.Response.Headers["grpc-status-details-bin"] = Convert.ToBase64String(
            error.GetRpcStatus()!.ToByteArray()
        );
        return Task.CompletedTask;
    }

    /// <summary>Returns the scope that an endpoint requires; null if it is open to everyone.</summary>
    private static string? GetScope(HttpContext context)
    {
        if (context.GetEndpoint() is not { } endpoint)
        {
            return null;
        }

        if (endpoint.Metadata.GetMetadata<GrpcMethodMetadata>() is { } method)
        {
            var service = method.Method.ServiceName;
            return service == Health.Descriptor.FullName ? null
                : service == V1.ModelAdminService.Descriptor.FullName ? ApiScopes.Admin
                : service == V1.FeedbackService.Descriptor.FullName ? ApiScopes.Feedback
                : ApiScopes.Classify;
        }

        return endpoint.Metadata.GetMetadata<RequiredScope>() is { } required ? required.Scope : ApiScopes.Classify;
    }

    private RpcException? Check(IHeaderDictionary headers, string scope)
    {
        var secret = headers[ApiKey.Header].ToString();
        var authorization = headers.Authorization.ToString();
        if (secret.Length == 0 && authorization.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase))
        {
            secret = authorization[BearerPrefix.Length..].Trim();
        }

        if (secret.Length == 0)
        {
            return RpcErrors.Create(
                Code.Unauthenticated,
                "API_KEY_MISSING",
                $"Send an API key in the header {ApiKey.Header}, or as authorization: Bearer KEY."
            );
        }

        return keys.Find(secret) switch
        {
            null => RpcErrors.Create(Code.Unauthenticated, "API_KEY_INVALID", "The API key is not valid."),
            { } key when key.IsExpired(time.GetUtcNow()) => RpcErrors.Create(
                Code.Unauthenticated,
                "API_KEY_EXPIRED",
                $"The API key {key.Name} expired at {key.Expires:u}."
            ),
            { } key when !key.Scopes.Contains(scope) => RpcErrors.Create(
                Code.PermissionDenied,
                "SCOPE_MISSING",
                $"The API key {key.Name} does not have the scope {scope}.",
                new Dictionary<string, string> { ["scope"] = scope }
            ),
            _ => null,
        };
    }
}
