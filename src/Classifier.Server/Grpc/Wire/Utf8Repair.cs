using System.Buffers;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Classifier.Server.Grpc.Wire;

/// <summary>Replaces each ill-formed UTF-8 byte in the strings of an encoded message by a NUL. All lengths remain valid.</summary>
internal static class Utf8Repair
{
    /// <summary>Repairs a message in place. If the message is malformed, the rest of it remains unchanged.</summary>
    /// <param name="descriptor">The descriptor of the message.</param>
    /// <param name="message">The encoded message.</param>
    public static void Repair(MessageDescriptor descriptor, Span<byte> message)
    {
        try
        {
            RepairFields(descriptor, message);
        }
        catch (InvalidDataException)
        {
            // The parser reports the error.
        }
    }

    private static void RepairFields(MessageDescriptor descriptor, Span<byte> message)
    {
        var reader = new WireReader(message);
        for (uint tag; (tag = reader.ReadTag()) != 0; )
        {
            if (WireFormat.GetTagWireType(tag) != WireFormat.WireType.LengthDelimited)
            {
                reader.Skip(tag);
                continue;
            }

            var content = message[reader.ReadContent()];
            var field = descriptor.FindFieldByNumber(WireFormat.GetTagFieldNumber(tag));
            if (field?.FieldType == FieldType.Message)
            {
                RepairFields(field.MessageType, content);
            }
            else if (field?.FieldType == FieldType.String)
            {
                RepairText(content);
            }
        }
    }

    private static void RepairText(Span<byte> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(text, out _, out var consumed) != OperationStatus.Done)
            {
                text[..consumed].Clear();
            }

            text = text[consumed..];
        }
    }
}
