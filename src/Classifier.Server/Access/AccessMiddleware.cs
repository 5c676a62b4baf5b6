using Classifier.Access;
using Classifier.Server.Admission;
using Classifier.Server.Grpc;
using Classifier.Server.Grpc.Calls;
using Google.Protobuf;
using Google.Rpc;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Health.V1;

namespace Classifier.Server.Access;

/// <summary>Lets only callers with a valid API key use an endpoint, if keys are required, and only within their rate. The request is not
/// read before.</summary>
internal sealed class AccessMiddleware(
    RequestDelegate next,
    SecurityOptions options,
    IServiceProvider services,
    Callers callers,
    TimeProvider time
)
{
    private const string BearerPrefix = "Bearer ";

    private readonly ApiKeyring? _keys = options.Keys.Length > 0 ? services.GetRequiredService<ApiKeyring>() : null;

    /// <summary>Handles a request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (GetScope(context) is not { } scope)
        {
            return next(context);
        }

        try
        {
            Admit(context, scope);
        }
        catch (RpcException error)
        {
            if (error.StatusCode == StatusCode.Unauthenticated)
            {
                context.Response.Headers.WWWAuthenticate = "Bearer";
            }

            if (!GrpcExtensions.IsGrpc(context))
            {
                throw;
            }

            GrpcExtensions.WriteStatus(context.Response, error.StatusCode, Uri.EscapeDataString(error.Status.Detail));
            context.Response.Headers["grpc-status-details-bin"] = Convert.ToBase64String(
                error.GetRpcStatus()!.ToByteArray()
            );
            return Task.CompletedTask;
        }

        return next(context);
    }

    private void Admit(HttpContext context, string scope)
    {
        var call = CallContext.Of(context);
        if (_keys is not null)
        {
            var key = Find(context.Request.Headers);
            call.Identify(callers.OfKey(key));
            if (!key.Scopes.Contains(scope))
            {
                throw RpcErrors.Create(
                    Code.PermissionDenied,
                    "SCOPE_MISSING",
                    $"The API key {key.Name} does not have the scope {scope}.",
                    new Dictionary<string, string> { ["scope"] = scope }
                );
            }
        }

        call.ChargeCall();
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

    private ApiKey Find(IHeaderDictionary headers)
    {
        var secret = headers[ApiKey.Header].ToString();
        var authorization = headers.Authorization.ToString();
        if (secret.Length == 0 && authorization.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase))
        {
            secret = authorization[BearerPrefix.Length..].Trim();
        }

        if (secret.Length == 0)
        {
            throw RpcErrors.Create(
                Code.Unauthenticated,
                "API_KEY_MISSING",
                $"Send an API key in the header {ApiKey.Header}, or as authorization: Bearer KEY."
            );
        }

        var key =
            _keys!.Find(secret)
            ?? throw RpcErrors.Create(Code.Unauthenticated, "API_KEY_INVALID", "The API key is not valid.");
        return key.IsExpired(time.GetUtcNow())
            ? throw RpcErrors.Create(
                Code.Unauthenticated,
                "API_KEY_EXPIRED",
                $"The API key {key.Name} expired at {key.Expires:u}."
            )
            : key;
    }
}
