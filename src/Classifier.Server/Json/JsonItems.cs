using System.Buffers;
using System.Text.Json;
using Classifier.Server.Grpc.Wire;
using Google.Protobuf;
using Grpc.Core;

namespace Classifier.Server.Json;

/// <summary>Converts items in JSON to an encoded ClassifyBatchRequest without an object for each item, so that memory is bounded by
/// the size of the body. An item is a headline, or an object with the fields <c>id</c> and <c>headline</c>.</summary>
/// <remarks>Text that is not valid UTF-8 becomes a NUL, which validation rejects for its item alone.</remarks>
internal sealed class JsonItems
{
    private const byte ItemTag = 0x0A;
    private const byte IdTag = 0x0A;
    private const byte OptionsTag = 0x12;
    private const byte HeadlineTag = 0x12;

    private static readonly string[] RequestFields = ["items", "options"];
    private static readonly string[] ItemFields = ["id", "headline"];

    private readonly ArrayBufferWriter<byte> _message = new(256);
    private byte[] _id = new byte[64];
    private byte[] _headline = new byte[256];

    /// <summary>Gets the number of items.</summary>
    public int Count { get; private set; }

    /// <summary>Gets the encoded request.</summary>
    public ReadOnlyMemory<byte> Message => _message.WrittenMemory;

    /// <summary>Reads a batch: an array of items, or a ClassifyBatchRequest.</summary>
    /// <param name="json">The body.</param>
    /// <exception cref="RpcException">INVALID_ARGUMENT: the body is malformed.</exception>
    public void AddBatch(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, JsonRequests.ReaderOptions);
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                AddRequest(ref reader, json);
            }
            else
            {
                AddArray(ref reader, "body");
            }

            while (reader.Read())
            {
                // Nothing may follow the batch.
            }
        }
        catch (JsonException e)
        {
            throw JsonRequests.Malformed(e);
        }
    }

    /// <summary>Reads an item.</summary>
    /// <param name="json">The JSON of the item.</param>
    /// <param name="path">The path of the item.</param>
    /// <exception cref="RpcException">INVALID_ARGUMENT: the item is malformed. No item is added.</exception>
    public void AddItem(ReadOnlySpan<byte> json, string path)
    {
        try
        {
            var reader = new Utf8JsonReader(json, JsonRequests.ReaderOptions);
            reader.Read();
            var (id, headline) = ReadItem(ref reader, path);
            while (reader.Read())
            {
                // Nothing may follow the item.
            }

            Append(id, headline);
        }
        catch (JsonException)
        {
            throw JsonErrors.Invalid("JSON_MALFORMED", path, "is not valid JSON, or is nested too deeply");
        }
    }

    /// <summary>Removes all items.</summary>
    public void Clear()
    {
        _message.ResetWrittenCount();
        Count = 0;
    }

    /// <summary>Sets the options of all items.</summary>
    public void SetOptions(V1.ClassifyOptions options)
    {
        var size = options.CalculateSize();
        var writer = new WireWriter(_message.GetSpan(WireWriter.FieldSize(size)));
        writer.WriteHead(OptionsTag, size);
        options.WriteTo(writer.Rest[..size]);
        _message.Advance(WireWriter.FieldSize(size));
    }

    private void AddRequest(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonRequests.HasName(ref reader, "items"u8))
            {
                reader.Read();
                AddArray(ref reader, "items");
            }
            else if (JsonRequests.HasName(ref reader, "options"u8))
            {
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                var options = json[start..(int)reader.BytesConsumed];
                if (!options.SequenceEqual("null"u8))
                {
                    SetOptions(JsonRequests.Read<V1.ClassifyOptions>(options, "options"));
                }
            }
            else
            {
                throw JsonErrors.UnknownField(JsonRequests.ReadName(ref reader), RequestFields);
            }
        }
    }

    private void AddArray(ref Utf8JsonReader reader, string path)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw JsonErrors.Invalid("JSON_MISMATCH", path, "is not an array of items");
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var (id, headline) = ReadItem(ref reader, $"items[{Count}]");
            Append(id, headline);
        }
    }

    private (int Id, int Headline) ReadItem(ref Utf8JsonReader reader, string path)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return (0, ReadText(ref reader, ref _headline));
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw JsonErrors.Invalid("JSON_MISMATCH", path, "is neither a headline nor an object with a headline");
        }

        var (id, headline) = (0, 0);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = JsonRequests.HasName(ref reader, "id"u8);
            if (!isId && !JsonRequests.HasName(ref reader, "headline"u8))
            {
                throw JsonErrors.UnknownField($"{path}.{JsonRequests.ReadName(ref reader)}", ItemFields);
            }

            reader.Read();
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
            {
                throw JsonErrors.Invalid("JSON_MISMATCH", $"{path}.{(isId ? "id" : "headline")}", "is not a string");
            }

            var length =
                reader.TokenType == JsonTokenType.Null ? 0
                : isId ? ReadText(ref reader, ref _id)
                : ReadText(ref reader, ref _headline);
            (id, headline) = isId ? (length, headline) : (id, length);
        }

        return (id, headline);
    }

    private void Append(int id, int headline)
    {
        var size = WireWriter.FieldSize(id) + WireWriter.FieldSize(headline);
        var writer = new WireWriter(_message.GetSpan(WireWriter.FieldSize(size)));
        writer.WriteHead(ItemTag, size);
        writer.WriteHead(IdTag, id);
        writer.Write(_id.AsSpan(0, id));
        writer.WriteHead(HeadlineTag, headline);
        writer.Write(_headline.AsSpan(0, headline));
        _message.Advance(WireWriter.FieldSize(size));
        Count++;
    }

    private static int ReadText(ref Utf8JsonReader reader, ref byte[] buffer)
    {
        if (reader.ValueSpan.Length > buffer.Length)
        {
            buffer = new byte[2 * reader.ValueSpan.Length];
        }

        try
        {
            return reader.CopyString(buffer);
        }
        catch (InvalidOperationException)
        {
            buffer[0] = 0;
            return 1;
        }
    }
}
