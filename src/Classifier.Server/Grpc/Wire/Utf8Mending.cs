using System.Buffers;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Classifier.Server.Grpc.Wire;

/// <summary>Overwrites what is not UTF-8 in a message's strings with NULs, byte for byte, so that all lengths stay right.</summary>
internal static class Utf8Mending
{
    /// <summary>Mends a message; one that cannot be read is left as it is from there on.</summary>
    /// <param name="descriptor">The message's description.</param>
    /// <param name="message">Its bytes.</param>
    public static void Mend(MessageDescriptor descriptor, Span<byte> message)
    {
        try
        {
            MendFields(descriptor, message);
        }
        catch (InvalidDataException)
        {
            // Whoever reads it next says so.
        }
    }

    private static void MendFields(MessageDescriptor descriptor, Span<byte> message)
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
                MendFields(field.MessageType, content);
            }
            else if (field?.FieldType == FieldType.String)
            {
                MendText(content);
            }
        }
    }

    private static void MendText(Span<byte> text)
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
