using Classifier.Server.Admission;
using Classifier.Server.Grpc;
using Classifier.Server.Grpc.Calls;
using Classifier.Server.Telemetry;
using Google.Rpc;
using Grpc.Core;
using RpcStatus = Google.Rpc.Status;

namespace Classifier.Server.Json;

/// <summary>Sets up the budget of each request that is not a gRPC call, protects it from web pages of other sites, and writes
/// every error as a <c>google.rpc.Status</c> in JSON.</summary>
internal sealed class JsonMiddleware(
    RequestDelegate next,
    Callers callers,
    ServerLimits limits,
    BrowserGuard guard,
    ILogger<JsonMiddleware> logger
)
{
    /// <summary>Handles a request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        using var call = new CallContext(
            callers.All,
            Callers.OfConnection(context),
            limits,
            null,
            context.RequestAborted
        );
        context.Features.Set(call);
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        try
        {
            guard.Validate(context.Request);
            await next(context);
        }
        catch (Exception e)
        {
            await WriteErrorAsync(context, e);
            return;
        }

        if (!context.Response.HasStarted && context.Response.StatusCode >= StatusCodes.Status400BadRequest)
        {
            await WriteAsync(context, Describe(context), context.Response.StatusCode);
        }
    }

    private async Task WriteErrorAsync(HttpContext context, Exception e)
    {
        if (context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
        {
            CallRecord.Of(context).Fail(new RpcStatus { Code = (int)Code.Cancelled });
            context.Abort(); // the response is incomplete, or nobody reads it
            return;
        }

        if (e is BadHttpRequestException bad)
        {
            await WriteAsync(
                context,
                new RpcStatus
                {
                    Code = (int)Code.InvalidArgument,
                    Message = $"The request cannot be read: {bad.Message}",
                },
                bad.StatusCode
            );
            return;
        }

        var error = e as RpcException ?? ExceptionInterceptor.Fail(logger, context.Request.Path, e);
        var status = JsonErrors.ToStatus(error);
        if (JsonErrors.GetRetryAfter(status) is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds;
        }

        await WriteAsync(context, status, JsonErrors.GetHttpStatus(status));
    }

    /// <summary>Describes an error that routing has found.</summary>
    private static RpcStatus Describe(HttpContext context)
    {
        var method = context.Request.Method;
        return context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => new RpcStatus
            {
                Code = (int)Code.NotFound,
                Message = "There is no such path. /openapi.json describes the paths of this server.",
            },
            StatusCodes.Status405MethodNotAllowed => new RpcStatus
            {
                Code = (int)Code.Unimplemented,
                Message = $"The path does not support {method}. It supports: {context.Response.Headers.Allow}.",
            },
            _ => new RpcStatus { Code = (int)Code.InvalidArgument, Message = "The request is invalid." },
        };
    }

    private static async Task WriteAsync(HttpContext context, RpcStatus status, int code)
    {
        CallRecord.Of(context).Fail(status);
        context.Response.StatusCode = code;
        context.Response.ContentType = JsonEndpoints.JsonType;
        await context.Response.WriteAsync(JsonText.Format(status), context.RequestAborted);
    }
}
