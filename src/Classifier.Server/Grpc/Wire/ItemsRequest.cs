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
    /// <summary>The maximum size of pooled memory. The pool would keep larger arrays.</summary>
    private const int MaxPooledBytes = 1024 * 1024;

    /// <summary>The maximum number of options fields, which are merged. Clients send one.</summary>
    private const int MaxOptionsFields = 16;

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
    private static readonly MessageParser<ClassifyOptions> OptionsParser =
        ClassifyOptions.Parser.WithDiscardUnknownFields(true);

    private readonly MessageDescriptor _descriptor;
    private readonly int _length;
    private readonly bool _isPooled;
    private byte[] _message;
    private Item[] _items = [];
    private int _maxItems;
    private int _optionsFields;

    private ItemsRequest(MessageDescriptor descriptor, in ReadOnlySequence<byte> payload)
    {
        _descriptor = descriptor;
        _length = (int)payload.Length;
        _isPooled = _length <= MaxPooledBytes;
        _message = _isPooled ? ArrayPool<byte>.Shared.Rent(_length) : GC.AllocateUninitializedArray<byte>(_length);
        payload.CopyTo(_message);
    }

    /// <summary>Gets the number of items, also of those above the maximum.</summary>
    public int Count { get; private set; }

    /// <summary>Gets the options, or <see langword="null"/> if the request has none.</summary>
    public ClassifyOptions? Options { get; private set; }

    /// <summary>Returns the id of an item, in UTF-8.</summary>
    public ReadOnlySpan<byte> Id(int item) => _message.AsSpan(_items[item].Id);

    /// <summary>Returns the headline of an item, in UTF-8.</summary>
    public ReadOnlySpan<byte> Headline(int item) => _message.AsSpan(_items[item].Headline);

    /// <summary>Creates a marshaller, which copies requests. <see cref="Parse(int)"/> reads them.</summary>
    /// <param name="descriptor">The descriptor of the message.</param>
    public static Marshaller<ItemsRequest> CreateMarshaller(MessageDescriptor descriptor) =>
        Marshallers.Create(
            (_, _) => throw new NotSupportedException("The server does not send requests."),
            context => new ItemsRequest(descriptor, context.PayloadAsReadOnlySequence())
        );

    /// <summary>Creates a request from an encoded ClassifyBatchRequest.</summary>
    public static ItemsRequest Create(ReadOnlyMemory<byte> message) =>
        new(ClassifyBatchRequest.Descriptor, new ReadOnlySequence<byte>(message));

    /// <summary>Reads the items and the options. Invalid UTF-8 is repaired; see <see cref="Utf8RepairBinder"/>.</summary>
    /// <param name="maxItems">The maximum number of items to read. Further items are only counted.</param>
    /// <exception cref="RpcException">INVALID_ARGUMENT: the message is malformed.</exception>
    public void Parse(int maxItems)
    {
        _maxItems = maxItems;
        try
        {
            Parse(_message.AsSpan(0, _length));
        }
        catch (Exception e) when (e is InvalidDataException or InvalidProtocolBufferException)
        {
            Utf8Repair.Repair(_descriptor, _message.AsSpan(0, _length));
            (Count, Options, _optionsFields) = (0, null, 0);
            try
            {
                Parse(_message.AsSpan(0, _length));
            }
            catch (Exception inner) when (inner is InvalidDataException or InvalidProtocolBufferException)
            {
                throw Utf8RepairBinder.CreateMalformedError(_descriptor, _length);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isPooled && _message.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_message);
        }

        if (_items.Length > 0)
        {
            ArrayPool<Item>.Shared.Return(_items);
        }

        (_message, _items, Count) = ([], [], 0);
    }

    private void Parse(ReadOnlySpan<byte> message)
    {
        var reader = new WireReader(message);
        for (uint tag; (tag = reader.ReadTag()) != 0; )
        {
            if (tag == ItemTag)
            {
                var content = reader.ReadContent();
                if (Count++ < _maxItems)
                {
                    AddItem(message, content);
                }
            }
            else if (tag == OptionsTag)
            {
                AddOptions(message[reader.ReadContent()]);
            }
            else
            {
                reader.Skip(tag);
            }
        }
    }

    private void AddOptions(ReadOnlySpan<byte> message)
    {
        if (++_optionsFields > MaxOptionsFields)
        {
            throw new InvalidDataException("The message has too many options fields.");
        }

        var options = OptionsParser.ParseFrom(message);
        if (Options is null)
        {
            Options = options;
        }
        else
        {
            Options.MergeFrom(options);
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

        if (Count > _items.Length)
        {
            Grow();
        }

        _items[Count - 1] = item;
    }

    private void Grow()
    {
        var larger = ArrayPool<Item>.Shared.Rent(Math.Max(16, 2 * _items.Length));
        _items.CopyTo(larger, 0);
        if (_items.Length > 0)
        {
            ArrayPool<Item>.Shared.Return(_items);
        }

        _items = larger;
    }

    private static Range ReadText(ReadOnlySpan<byte> message, int itemStart, Range contentInItem)
    {
        var text = (itemStart + contentInItem.Start.Value)..(itemStart + contentInItem.End.Value);
        return Utf8.IsValid(message[text]) ? text : throw new InvalidDataException("A string is not valid UTF-8.");
    }

    /// <summary>Represents the ranges of an item's strings in the message.</summary>
    private readonly record struct Item(Range Id, Range Headline);
}
