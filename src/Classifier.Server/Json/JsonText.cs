using System.Buffers;
using System.Text;
using Classifier.Server.Grpc.Wire;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;

namespace Classifier.Server.Json;

/// <summary>Formats messages in the canonical JSON form of Protocol Buffers. Fields with default values are included, so that
/// every response has the same keys.</summary>
internal static class JsonText
{
    private static readonly JsonFormatter Formatter = new(
        JsonFormatter
            .Settings.Default.WithFormatDefaultValues(true)
            .WithTypeRegistry(
                TypeRegistry.FromMessages(ErrorInfo.Descriptor, BadRequest.Descriptor, RetryInfo.Descriptor)
            )
    );

    /// <summary>Formats a message.</summary>
    public static string Format(IMessage message) => Formatter.Format(message);

    /// <summary>Appends text in UTF-8.</summary>
    public static void Write(this IBufferWriter<byte> writer, string text) => Encoding.UTF8.GetBytes(text, writer);

    /// <summary>Returns the bytes of a response and releases its memory.</summary>
    public static byte[] ToArray(EncodedResponse response)
    {
        using (response)
        {
            var writer = new ArrayBufferWriter<byte>(Math.Max(1, response.Length));
            while (response.TryWriteBlock(writer))
            {
                // All blocks are copied.
            }

            return writer.WrittenSpan.ToArray();
        }
    }

    /// <summary>Returns the encoded results of an encoded ClassifyBatchResponse.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> ReadResults(ReadOnlyMemory<byte> response)
    {
        for (var rest = response; rest.Length > 0; )
        {
            var content = ReadContent(rest.Span);
            yield return rest[content];
            rest = rest[content.End..];
        }
    }

    /// <summary>Returns the range of the content of the first field.</summary>
    private static Range ReadContent(ReadOnlySpan<byte> message)
    {
        var reader = new WireReader(message);
        reader.ReadTag();
        return reader.ReadContent();
    }
}
