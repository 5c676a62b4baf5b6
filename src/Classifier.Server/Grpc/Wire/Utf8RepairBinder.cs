using System.Buffers;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Classifier.Server.Grpc.Wire;

/// <summary>Binds a service so that malformed messages are rejected with INVALID_ARGUMENT. A string that is not valid UTF-8
/// affects only its own field: ill-formed bytes are replaced by NULs, which validation rejects as invalid text. Unknown fields are discarded, because
/// storing them takes many times their size.</summary>
/// <param name="service">The descriptor of the service.</param>
/// <param name="binder">Binds the methods to the server.</param>
internal sealed class Utf8RepairBinder(ServiceDescriptor service, ServiceBinderBase binder) : ServiceBinderBase
{
    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        UnaryServerMethod<TRequest, TResponse>? handler
    ) => binder.AddMethod(WithRepair(method), handler);

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        DuplexStreamingServerMethod<TRequest, TResponse>? handler
    ) => binder.AddMethod(WithRepair(method), handler);

    /// <summary>Creates the error for a malformed message.</summary>
    public static RpcException CreateMalformedError(MessageDescriptor message, int length) =>
        RpcErrors
            .InvalidArgument(
                "MESSAGE_MALFORMED",
                message.FullName,
                length,
                null,
                "is malformed: the bytes are truncated, or are not a message of this type"
            )
            .ToRpcException();

    private Method<TRequest, TResponse> WithRepair<TRequest, TResponse>(Method<TRequest, TResponse> method)
        where TRequest : class
        where TResponse : class
    {
        var descriptor = service.FindMethodByName(method.Name).InputType;
        var parser = descriptor.Parser.WithDiscardUnknownFields(true);
        return new Method<TRequest, TResponse>(
            method.Type,
            method.ServiceName,
            method.Name,
            Marshallers.Create(
                method.RequestMarshaller.ContextualSerializer,
                context =>
                {
                    try
                    {
                        return (TRequest)parser.ParseFrom(context.PayloadAsReadOnlySequence());
                    }
                    catch (InvalidProtocolBufferException)
                    {
                        return (TRequest)ReadRepaired(
                            parser,
                            descriptor,
                            context.PayloadAsReadOnlySequence().ToArray()
                        );
                    }
                }
            ),
            method.ResponseMarshaller
        );
    }

    private static IMessage ReadRepaired(MessageParser parser, MessageDescriptor message, byte[] bytes)
    {
        Utf8Repair.Repair(message, bytes);
        try
        {
            return parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            throw CreateMalformedError(message, bytes.Length);
        }
    }
}
