using Classifier.Server.Grpc.Calls;
using Classifier.Server.Hosting;
using Classifier.Server.Telemetry;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Health.V1;

namespace Classifier.Server.Grpc;

/// <summary>Refuses calls while the server stops, and converts exceptions to statuses: abandoned calls to CANCELLED or DEADLINE_EXCEEDED, and unexpected exceptions to
/// INTERNAL. Unexpected exceptions are logged; the client does not see their messages.</summary>
internal sealed class ExceptionInterceptor(ServerShutdown shutdown, ILogger<ExceptionInterceptor> logger) : Interceptor
{
    private static readonly string HealthPrefix = $"/{Health.Descriptor.FullName}/";

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request,
        ServerCallContext context,
        UnaryServerMethod<TRequest, TResponse> continuation
    )
    {
        RefuseWhenStopping(context);
        try
        {
            return await continuation(request, context);
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw ToRpcException(e, context);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation
    )
    {
        RefuseWhenStopping(context);
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw ToRpcException(e, context);
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation
    )
    {
        RefuseWhenStopping(context);
        try
        {
            await continuation(requestStream, responseStream, context);
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw ToRpcException(e, context);
        }
    }

    /// <summary>Logs an unexpected exception and creates the one that ends the call.</summary>
    public static RpcException Fail(ILogger logger, string method, Exception e)
    {
        logger.CallFailed(method, CallRecord.RequestId, e);
        return new RpcException(
            new Status(
                StatusCode.Internal,
                $"The call failed; the server's log has the details under trace {CallRecord.RequestId}."
            )
        );
    }

    /// <summary>Refuses a new call if the server is stopping. Health is told to the end.</summary>
    private void RefuseWhenStopping(ServerCallContext context)
    {
        if (shutdown.IsStopping && !context.Method.StartsWith(HealthPrefix, StringComparison.Ordinal))
        {
            throw ServerShutdown.CreateUnavailable();
        }
    }

    private RpcException ToRpcException(Exception e, ServerCallContext context)
    {
        // A response to a client that has gone away can fail with any exception.
        var call = CallContext.Of(context.GetHttpContext());
        if (e is OperationCanceledException or IOException || call.Cancellation.IsCancellationRequested)
        {
            return call.CreateCanceledException();
        }

        return Fail(logger, context.Method, e);
    }
}
