using System.Buffers;
using System.Text.Unicode;
using Classifier.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Classifier.Server.Grpc.Wire;

/// <summary>Represents a ClassifyBatchRequest or ClassifyStreamRequest whose items are read in place, without an object for each
/// item. The request owns pooled memory until it is disposed.</summary>
/// <remarks>Both messages have the same fields.</remarks>
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

    /// <summary>Gets the number of items.</summary>
    public int Count { get; private set; }

    /// <summary>Gets the options, or <see langword="null"/> if the request has none.</summary>
    public ClassifyOptions? Options { get; private set; }

    /// <summary>Returns the id of an item, in UTF-8.</summary>
    public ReadOnlySpan<byte> Id(int item) => _message.AsSpan(_items[item].Id);

    /// <summary>Returns the headline of an item, in UTF-8.</summary>
    public ReadOnlySpan<byte> Headline(int item) => _message.AsSpan(_items[item].Headline);

    /// <summary>Creates a marshaller that repairs requests with invalid UTF-8; see <see cref="Utf8RepairBinder"/>.</summary>
    /// <param name="descriptor">The descriptor of the message.</param>
    public static Marshaller<ItemsRequest> CreateMarshaller(MessageDescriptor descriptor) =>
        Marshallers.Create(
            (_, _) => throw new NotSupportedException("The server does not send requests."),
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
            Utf8Repair.Repair(descriptor, message.AsSpan(0, context.PayloadLength));
            try
            {
                return new ItemsRequest(message, context.PayloadLength);
            }
            catch (Exception inner) when (inner is InvalidDataException or InvalidProtocolBufferException)
            {
                throw Utf8RepairBinder.CreateMalformedError(descriptor, context.PayloadLength);
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
                AddItem(message, reader.ReadContent());
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

    private void AddItem(ReadOnlySpan<byte> message, Range content)
    {
        var item = default(Item);
        var start = content.Start.Value;
        var reader = new WireReader(message[content]);
        for (uint tag; (tag = reader.ReadTag()) != 0; )
        {
            if (tag == IdTag)
            {
                item = item with { Id = ReadText(message, start, reader.ReadContent()) };
            }
            else if (tag == HeadlineTag)
            {
                item = item with { Headline = ReadText(message, start, reader.ReadContent()) };
            }
            else
            {
                reader.Skip(tag);
            }
        }

        if (Count == _items.Length)
        {
            var larger = ArrayPool<Item>.Shared.Rent(2 * Count);
            _items.CopyTo(larger, 0);
            ArrayPool<Item>.Shared.Return(_items);
            _items = larger;
        }

        _items[Count++] = item;
    }

    private static Range ReadText(ReadOnlySpan<byte> message, int itemStart, Range contentInItem)
    {
        var text = (itemStart + contentInItem.Start.Value)..(itemStart + contentInItem.End.Value);
        return Utf8.IsValid(message[text]) ? text : throw new InvalidDataException("A string is not valid UTF-8.");
    }

    /// <summary>Represents the ranges of an item's strings in the message.</summary>
    private readonly record struct Item(Range Id, Range Headline);
}
