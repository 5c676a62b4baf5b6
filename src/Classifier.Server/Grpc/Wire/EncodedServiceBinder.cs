using Classifier.V1;
using Grpc.Core;

namespace Classifier.Server.Grpc.Wire;

/// <summary>Binds the methods that classify headlines to handlers that write encoded responses. Batches and streams are read
/// as <see cref="ItemsRequest"/>, without an object for each item.</summary>
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
                WithEncodedResponse(method, ItemsRequest.CreateMarshaller(ClassifyBatchRequest.Descriptor)),
                (UnaryServerMethod<ItemsRequest, EncodedResponse>?)null
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
