using Classifier.Server.Telemetry;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Classifier.Server.Grpc;

/// <summary>Turns what goes wrong into a status: calls that the client gave up into CANCELLED or DEADLINE_EXCEEDED, everything
/// unforeseen into INTERNAL, logged with its cause but told without it.</summary>
internal sealed class FailureInterceptor(ILogger<FailureInterceptor> logger) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request,
        ServerCallContext context,
        UnaryServerMethod<TRequest, TResponse> continuation
    )
    {
        try
        {
            return await continuation(request, context);
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw Failure(e, context);
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation
    )
    {
        try
        {
            await continuation(requestStream, responseStream, context);
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw Failure(e, context);
        }
    }

    private RpcException Failure(Exception e, ServerCallContext context)
    {
        // A client that goes away shows as an IOException when the server was reading from it.
        if (e is OperationCanceledException or IOException || context.CancellationToken.IsCancellationRequested)
        {
            return context.Deadline <= DateTime.UtcNow
                ? new RpcException(
                    new Status(StatusCode.DeadlineExceeded, "The deadline passed before the work was done.")
                )
                : new RpcException(new Status(StatusCode.Cancelled, "The call was cancelled."));
        }

        logger.Failed(context.Method, e);
        return new RpcException(new Status(StatusCode.Internal, "The server failed on this call; its log says why."));
    }
}
