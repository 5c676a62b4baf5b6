using System.Text.Json;
using Classifier.Scoring;
using Classifier.Server.Grpc.Wire;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using RpcStatus = Google.Rpc.Status;

namespace Classifier.Server.Json;

/// <summary>Writes encoded messages in the canonical JSON form of Protocol Buffers, as <see cref="JsonText"/> does, but without creating
/// the messages, which takes several times as long. Fields with default values are included.</summary>
internal sealed class EncodedJson
{
    private readonly Field[] _fields;

    /// <summary>Gets the writer of results.</summary>
    public static EncodedJson ClassifyResult { get; } = new(V1.ClassifyResult.Descriptor);

    /// <summary>Gets the writer of responses with a single classification.</summary>
    public static EncodedJson ClassifyResponse { get; } = new(V1.ClassifyResponse.Descriptor);

    /// <summary>Gets the options of the JSON writers.</summary>
    public static JsonWriterOptions Options { get; } = ClassificationJson.Options with { SkipValidation = true };

    private EncodedJson(MessageDescriptor message) =>
        _fields = [.. message.Fields.InFieldNumberOrder().Select(field => new Field(field))];

    /// <summary>Writes a message as a JSON object.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="message">The encoded message.</param>
    /// <exception cref="InvalidDataException">The message is malformed.</exception>
    public void Write(Utf8JsonWriter json, ReadOnlySpan<byte> message)
    {
        json.WriteStartObject();
        foreach (var field in _fields)
        {
            field.Write(json, message);
        }

        json.WriteEndObject();
    }

    /// <summary>Returns whether an encoded message has a field.</summary>
    /// <exception cref="InvalidDataException">The message is malformed.</exception>
    public static bool HasField(ReadOnlySpan<byte> message, int number)
    {
        var reader = new WireReader(message);
        for (uint tag; (tag = reader.ReadTag()) != 0; )
        {
            if (WireFormat.GetTagFieldNumber(tag) == number)
            {
                return true;
            }

            reader.Skip(tag);
        }

        return false;
    }

    /// <summary>Writes a field of a message: a string, a float, an int32, a bool, an enum, a status, or a message of such fields.</summary>
    private sealed class Field
    {
        private readonly int _number;
        private readonly JsonEncodedText _name;
        private readonly FieldType _type;
        private readonly bool _isRepeated;
        private readonly bool _hasPresence;
        private readonly Dictionary<int, JsonEncodedText> _names = [];

        /// <summary>The writer of a message; null for a status, which has details of any type.</summary>
        private readonly EncodedJson? _message;

        public Field(FieldDescriptor field)
        {
            (_number, _type) = (field.FieldNumber, field.FieldType);
            (_isRepeated, _hasPresence) = (field.IsRepeated, field.HasPresence);
            _name = JsonEncodedText.Encode(field.JsonName);
            switch (_type)
            {
                case FieldType.String or FieldType.Float or FieldType.Int32 or FieldType.Bool:
                    break;
                case FieldType.Enum:
                    _names = field.EnumType.Values.ToDictionary(
                        value => value.Number,
                        value => JsonEncodedText.Encode(value.Name)
                    );
                    break;
                case FieldType.Message:
                    _message = field.MessageType == RpcStatus.Descriptor ? null : new EncodedJson(field.MessageType);
                    break;
                default:
                    throw new NotSupportedException($"{field.FullName} has a type that is not supported.");
            }
        }

        public void Write(Utf8JsonWriter json, ReadOnlySpan<byte> message)
        {
            if (_isRepeated)
            {
                json.WriteStartArray(_name);
            }

            // The last one of several values of a single field counts.
            var isFound = false;
            var last = default(WireReader);
            var reader = new WireReader(message);
            for (uint tag; (tag = reader.ReadTag()) != 0; )
            {
                if (WireFormat.GetTagFieldNumber(tag) != _number)
                {
                    reader.Skip(tag);
                }
                else if (_isRepeated)
                {
                    WriteValue(json, message, ref reader);
                }
                else
                {
                    last = reader;
                    isFound = true;
                    reader.Skip(tag);
                }
            }

            if (_isRepeated)
            {
                json.WriteEndArray();
            }
            else if (isFound)
            {
                json.WritePropertyName(_name);
                WriteValue(json, message, ref last);
            }
            else if (!_hasPresence)
            {
                json.WritePropertyName(_name);
                WriteDefault(json);
            }
        }

        private void WriteValue(Utf8JsonWriter json, ReadOnlySpan<byte> message, ref WireReader reader)
        {
            switch (_type)
            {
                case FieldType.String:
                    json.WriteStringValue(message[reader.ReadContent()]);
                    break;
                case FieldType.Float:
                    json.WriteNumberValue(reader.ReadFloat());
                    break;
                case FieldType.Int32:
                    json.WriteNumberValue((int)reader.ReadVarint());
                    break;
                case FieldType.Bool:
                    json.WriteBooleanValue(reader.ReadVarint() != 0);
                    break;
                case FieldType.Enum:
                    WriteEnum(json, (int)reader.ReadVarint());
                    break;
                default:
                    WriteMessage(json, message[reader.ReadContent()]);
                    break;
            }
        }

        private void WriteMessage(Utf8JsonWriter json, ReadOnlySpan<byte> content)
        {
            if (_message is null)
            {
                json.WriteRawValue(JsonText.Format(RpcStatus.Parser.ParseFrom(content)), skipInputValidation: true);
            }
            else
            {
                _message.Write(json, content);
            }
        }

        private void WriteDefault(Utf8JsonWriter json)
        {
            switch (_type)
            {
                case FieldType.String:
                    json.WriteStringValue(""u8);
                    break;
                case FieldType.Bool:
                    json.WriteBooleanValue(false);
                    break;
                case FieldType.Enum:
                    WriteEnum(json, 0);
                    break;
                default:
                    json.WriteNumberValue(0);
                    break;
            }
        }

        private void WriteEnum(Utf8JsonWriter json, int number)
        {
            if (_names.TryGetValue(number, out var name))
            {
                json.WriteStringValue(name);
            }
            else
            {
                json.WriteNumberValue(number);
            }
        }
    }
}
