using System.Buffers;
using Classifier.Server.Admission;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Classifier.Server.Grpc.Wire;

/// <summary>Binds a service so that bytes which are no message are refused as an invalid argument, and a string which is
/// not UTF-8 spoils nothing but its own field: what is ill-formed in it becomes NUL, so that it is refused there as no
/// text.</summary>
internal sealed class MendingBinder(ServiceBinderBase binder) : ServiceBinderBase
{
    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        UnaryServerMethod<TRequest, TResponse>? handler
    ) => binder.AddMethod(Mending(method), handler);

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        DuplexStreamingServerMethod<TRequest, TResponse>? handler
    ) => binder.AddMethod(Mending(method), handler);

    /// <summary>The refusal of bytes that are no message.</summary>
    public static RpcException Malformed(MessageDescriptor message, int length) =>
        RequestValidation.Failure(
            RequestValidation.Invalid(
                "MESSAGE_MALFORMED",
                message.FullName,
                length,
                null,
                "is not what was sent: the bytes are cut off or of another kind"
            )
        );

    private static Method<TRequest, TResponse> Mending<TRequest, TResponse>(Method<TRequest, TResponse> method)
        where TRequest : class
        where TResponse : class
    {
        var (serialize, deserialize) = (
            method.RequestMarshaller.ContextualSerializer,
            method.RequestMarshaller.ContextualDeserializer
        );
        var descriptor = ((IMessage)Activator.CreateInstance<TRequest>()).Descriptor;
        return new Method<TRequest, TResponse>(
            method.Type,
            method.ServiceName,
            method.Name,
            Marshallers.Create(
                serialize,
                context =>
                {
                    try
                    {
                        return deserialize(context);
                    }
                    catch (InvalidProtocolBufferException)
                    {
                        return (TRequest)ReadMended(descriptor, context.PayloadAsReadOnlySequence().ToArray());
                    }
                }
            ),
            method.ResponseMarshaller
        );
    }

    private static IMessage ReadMended(MessageDescriptor message, byte[] bytes)
    {
        Utf8Mending.Mend(message, bytes);
        try
        {
            return message.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            throw Malformed(message, bytes.Length);
        }
    }
}
