using Classifier.V1;
using Grpc.Core;

namespace Classifier.Server.Grpc.Wire;

/// <summary>Binds the calls that classify headlines to methods that write their replies themselves, and read many items without
/// making objects of them.</summary>
internal sealed class EncodedBinder(ServiceBinderBase binder) : ServiceBinderBase
{
    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        UnaryServerMethod<TRequest, TResponse>? handler
    )
    {
        if (typeof(TResponse) == typeof(ClassifyResponse))
        {
            binder.AddMethod(
                Encoded(method, method.RequestMarshaller),
                (UnaryServerMethod<TRequest, EncodedMessage>?)null
            );
        }
        else if (typeof(TResponse) == typeof(ClassifyBatchResponse))
        {
            binder.AddMethod(
                Encoded(method, ItemsRequest.Marshaller(ClassifyBatchRequest.Descriptor)),
                (UnaryServerMethod<ItemsRequest, EncodedMessage>?)null
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
            Encoded(method, ItemsRequest.Marshaller(ClassifyStreamRequest.Descriptor)),
            (DuplexStreamingServerMethod<ItemsRequest, EncodedMessage>?)null
        );

    private static Method<TRequest, EncodedMessage> Encoded<TRequest>(IMethod method, Marshaller<TRequest> requests) =>
        new(method.Type, method.ServiceName, method.Name, requests, EncodedMessage.Marshaller);
}
