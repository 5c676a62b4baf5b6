using System.Buffers;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Classifier.Server;

/// <summary>Binds a service so that bytes which are no message are refused as an invalid argument, and a string which is
/// not UTF-8 spoils nothing but its own field: what is ill-formed in it becomes NUL, so that it is refused there as no
/// text.</summary>
internal sealed class MendingBinder(ServiceBinderBase binder) : ServiceBinderBase
{
    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
        binder.AddMethod(Mending(method), handler);

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) =>
        binder.AddMethod(Mending(method), handler);

    private static Method<TRequest, TResponse> Mending<TRequest, TResponse>(Method<TRequest, TResponse> method)
        where TRequest : class
        where TResponse : class
    {
        var (serialize, deserialize) = (method.RequestMarshaller.ContextualSerializer, method.RequestMarshaller.ContextualDeserializer);
        var descriptor = ((IMessage)Activator.CreateInstance<TRequest>()).Descriptor;
        return new Method<TRequest, TResponse>(method.Type, method.ServiceName, method.Name, Marshallers.Create(serialize, context =>
        {
            try
            {
                return deserialize(context);
            }
            catch (InvalidProtocolBufferException)
            {
                return (TRequest)ReadMended(descriptor, context.PayloadAsReadOnlySequence().ToArray());
            }
        }), method.ResponseMarshaller);
    }

    private static IMessage ReadMended(MessageDescriptor message, byte[] bytes)
    {
        try
        {
            Mend(message, bytes, 0, bytes.Length);
            return message.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            throw RequestValidation.Failure(RequestValidation.Invalid("MESSAGE_MALFORMED", message.FullName, bytes.Length, null,
                "is not what was sent: the bytes are cut off or of another kind"));
        }
    }

    /// <summary>Overwrites what is not UTF-8 in a message's strings, byte for byte, so that all lengths stay right.</summary>
    private static void Mend(MessageDescriptor message, byte[] bytes, int start, int length)
    {
        using var input = new CodedInputStream(bytes, start, length);
        for (uint tag; (tag = input.ReadTag()) != 0;)
        {
            if (WireFormat.GetTagWireType(tag) != WireFormat.WireType.LengthDelimited)
            {
                input.SkipLastField();
                continue;
            }

            var size = input.ReadBytes().Length;
            var at = (int)input.Position - size;
            var field = message.FindFieldByNumber(WireFormat.GetTagFieldNumber(tag));
            if (field?.FieldType == FieldType.Message)
                Mend(field.MessageType, bytes, at, size);
            else if (field?.FieldType == FieldType.String)
                Mend(bytes.AsSpan(at, size));
        }
    }

    private static void Mend(Span<byte> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(text, out _, out var consumed) != OperationStatus.Done)
                text[..consumed].Clear();
            text = text[consumed..];
        }
    }
}
