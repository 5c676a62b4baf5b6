using Classifier.V1;
using Grpc.Core;

namespace Classifier.Server.Grpc.Wire;

/// <summary>Binds the methods that classify headlines to handlers that write encoded responses. Batches and streams are read
/// as <see cref="ItemsRequest"/>, without an object for each item.</summary>
/// <remarks>ClassifyBatch is bound as a method that streams its response, so that it can write its only message block by block. This
/// makes no difference to clients.</remarks>
internal sealed class EncodedServiceBinder(ServiceBinderBase binder) : ServiceBinderBase
{
    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        UnaryServerMethod<TRequest, TResponse>? handler
    )
    {
        if (typeof(TResponse) == typeof(ClassifyResponse))
        {
            binder.AddMethod(
                WithEncodedResponse(method, method.RequestMarshaller),
                (UnaryServerMethod<TRequest, EncodedResponse>?)null
            );
        }
        else if (typeof(TResponse) == typeof(ClassifyBatchResponse))
        {
            binder.AddMethod(
                new Method<ItemsRequest, EncodedResponse>(
                    MethodType.ServerStreaming,
                    method.ServiceName,
                    method.Name,
                    ItemsRequest.CreateMarshaller(ClassifyBatchRequest.Descriptor),
                    EncodedResponse.Marshaller
                ),
                (ServerStreamingServerMethod<ItemsRequest, EncodedResponse>?)null
            );
        }
        else
        {
            binder.AddMethod(method, handler);
        }
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        DuplexStreamingServerMethod<TRequest, TResponse>? handler
    ) =>
        binder.AddMethod(
            WithEncodedResponse(method, ItemsRequest.CreateMarshaller(ClassifyStreamRequest.Descriptor)),
            (DuplexStreamingServerMethod<ItemsRequest, EncodedResponse>?)null
        );

    private static Method<TRequest, EncodedResponse> WithEncodedResponse<TRequest>(
        IMethod method,
        Marshaller<TRequest> requestMarshaller
    ) => new(method.Type, method.ServiceName, method.Name, requestMarshaller, EncodedResponse.Marshaller);
}
