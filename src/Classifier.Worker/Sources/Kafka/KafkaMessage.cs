using System.Globalization;
using System.Text;
using Classifier.Worker.Messages;
using Confluent.Kafka;

namespace Classifier.Worker.Sources.Kafka;

/// <summary>Represents a message of a topic. Its id is its key.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Offset">The offset in the partition.</param>
/// <param name="Body">The content.</param>
/// <param name="Id">The key; empty if there is none, or if it is not text.</param>
internal sealed record KafkaMessage(PartitionWork Partition, Offset Offset, ReadOnlyMemory<byte> Body, string Id)
    : WorkMessage(Body, Id)
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    /// <inheritdoc/>
    public override string Place =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Partition.Partition.Topic}/{Partition.Partition.Partition.Value}/{Offset.Value}"
        );

    /// <summary>Reads a consumed message.</summary>
    public static KafkaMessage Create(PartitionWork partition, ConsumeResult<byte[], byte[]> consumed) =>
        new(partition, consumed.Offset, consumed.Message.Value, ReadId(consumed.Message.Key));

    private static string ReadId(byte[]? key)
    {
        try
        {
            return StrictUtf8.GetString(key ?? []);
        }
        catch (DecoderFallbackException)
        {
            return "";
        }
    }
}
