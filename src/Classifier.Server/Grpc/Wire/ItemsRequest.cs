using System.Buffers;
using System.Text.Unicode;
using Classifier.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Classifier.Server.Grpc.Wire;

/// <summary>The items of a batch, or of a chunk of a stream, where they lie in the message: no object is made for an item. It
/// owns its memory until it is disposed.</summary>
/// <remarks>ClassifyBatchRequest and ClassifyStreamRequest have the same fields.</remarks>
internal sealed class ItemsRequest : IDisposable
{
    private static readonly uint ItemTag = WireFormat.MakeTag(
        ClassifyBatchRequest.ItemsFieldNumber,
        WireFormat.WireType.LengthDelimited
    );
    private static readonly uint OptionsTag = WireFormat.MakeTag(
        ClassifyBatchRequest.OptionsFieldNumber,
        WireFormat.WireType.LengthDelimited
    );
    private static readonly uint IdTag = WireFormat.MakeTag(
        ClassifyItem.IdFieldNumber,
        WireFormat.WireType.LengthDelimited
    );
    private static readonly uint HeadlineTag = WireFormat.MakeTag(
        ClassifyItem.HeadlineFieldNumber,
        WireFormat.WireType.LengthDelimited
    );

    private byte[] _message;
    private Item[] _items = ArrayPool<Item>.Shared.Rent(16);

    private ItemsRequest(byte[] message, int length)
    {
        _message = message;
        Parse(message.AsSpan(0, length));
    }

    /// <summary>How many items there are.</summary>
    public int Count { get; private set; }

    /// <summary>How to classify; null when nothing is said of it.</summary>
    public ClassifyOptions? Options { get; private set; }

    /// <summary>An item's id in UTF-8.</summary>
    public ReadOnlySpan<byte> Id(int item) => _message.AsSpan(_items[item].Id);

    /// <summary>An item's headline in UTF-8.</summary>
    public ReadOnlySpan<byte> Headline(int item) => _message.AsSpan(_items[item].Headline);

    /// <summary>Reads requests, mending those of whom a string is not UTF-8; see <see cref="MendingBinder"/>.</summary>
    /// <param name="descriptor">The message's description.</param>
    public static Marshaller<ItemsRequest> Marshaller(MessageDescriptor descriptor) =>
        Marshallers.Create(
            (_, _) => throw new NotSupportedException("The server sends no requests."),
            context => Read(descriptor, context)
        );

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_message);
        ArrayPool<Item>.Shared.Return(_items);
        (_message, _items, Count) = ([], [], 0);
    }

    private static ItemsRequest Read(MessageDescriptor descriptor, DeserializationContext context)
    {
        var message = ArrayPool<byte>.Shared.Rent(context.PayloadLength);
        context.PayloadAsReadOnlySequence().CopyTo(message);
        try
        {
            return new ItemsRequest(message, context.PayloadLength);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidProtocolBufferException)
        {
            Utf8Mending.Mend(descriptor, message.AsSpan(0, context.PayloadLength));
            try
            {
                return new ItemsRequest(message, context.PayloadLength);
            }
            catch (Exception again) when (again is InvalidDataException or InvalidProtocolBufferException)
            {
                throw MendingBinder.Malformed(descriptor, context.PayloadLength);
            }
        }
    }

    private void Parse(ReadOnlySpan<byte> message)
    {
        var reader = new WireReader(message);
        for (uint tag; (tag = reader.ReadTag()) != 0; )
        {
            if (tag == ItemTag)
            {
                Add(message, reader.ReadContent());
            }
            else if (tag == OptionsTag)
            {
                (Options ??= new ClassifyOptions()).MergeFrom(message[reader.ReadContent()]);
            }
            else
            {
                reader.Skip(tag);
            }
        }
    }

    private void Add(ReadOnlySpan<byte> message, Range content)
    {
        var item = default(Item);
        var start = content.Start.Value;
        var reader = new WireReader(message[content]);
        for (uint tag; (tag = reader.ReadTag()) != 0; )
        {
            if (tag == IdTag)
            {
                item = item with { Id = Text(message, start, reader.ReadContent()) };
            }
            else if (tag == HeadlineTag)
            {
                item = item with { Headline = Text(message, start, reader.ReadContent()) };
            }
            else
            {
                reader.Skip(tag);
            }
        }

        if (Count == _items.Length)
        {
            var more = ArrayPool<Item>.Shared.Rent(2 * Count);
            _items.CopyTo(more, 0);
            ArrayPool<Item>.Shared.Return(_items);
            _items = more;
        }

        _items[Count++] = item;
    }

    private static Range Text(ReadOnlySpan<byte> message, int start, Range inItem)
    {
        var text = (start + inItem.Start.Value)..(start + inItem.End.Value);
        return Utf8.IsValid(message[text]) ? text : throw new InvalidDataException("A string is not UTF-8.");
    }

    /// <summary>Where an item's strings stand in the message.</summary>
    private readonly record struct Item(Range Id, Range Headline);
}
