using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;

namespace Classifier.Server.Tests.Api;

/// <summary>Describes messages by JSON Schema, in the canonical JSON form of Protocol Buffers.</summary>
internal sealed class OpenApiSchemas
{
    private static readonly string[] Details =
    [
        "google.rpc.ErrorInfo",
        "google.rpc.BadRequest",
        "google.rpc.RetryInfo",
    ];

    private readonly SortedDictionary<string, JsonNode> _schemas = new(StringComparer.Ordinal);
    private readonly HashSet<string> _requests = [];

    /// <summary>Adds a message that clients send, and what it contains.</summary>
    /// <remarks>Other fields are refused, and no field is required: absent fields have default values.</remarks>
    public JsonObject AddRequest(MessageDescriptor message)
    {
        Mark(message);
        return Refer(message);
    }

    /// <summary>Adds a message that the server sends, and what it contains.</summary>
    public JsonObject AddResponse(MessageDescriptor message) => Refer(message);

    /// <summary>Returns the schema of a field.</summary>
    public JsonObject Describe(FieldDescriptor field)
    {
        var type = field.IsMap
            ? new JsonObject
            {
                ["type"] = "object",
                ["additionalProperties"] = DescribeValue(field.MessageType.FindFieldByNumber(2)),
            }
            : DescribeValue(field);
        if (field.IsRepeated && !field.IsMap)
        {
            type = new JsonObject { ["type"] = "array", ["items"] = type };
        }

        type["description"] = ApiDescription.GetComment(field);
        return type;
    }

    /// <summary>Returns all schemas, by name.</summary>
    public JsonObject ToJson() => new(_schemas.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));

    /// <summary>Returns the name of the schema of a message or an enumeration.</summary>
    private static string NameOf(IDescriptor type) => type.FullName[(type.File.Package.Length + 1)..];

    private static JsonObject CreateReference(IDescriptor type) =>
        new() { ["$ref"] = $"#/components/schemas/{NameOf(type)}" };

    private void Mark(MessageDescriptor message)
    {
        if (_requests.Add(message.FullName))
        {
            foreach (
                var field in message.Fields.InDeclarationOrder().Where(field => field.FieldType == FieldType.Message)
            )
            {
                Mark(field.MessageType);
            }
        }
    }

    private JsonObject Refer(MessageDescriptor message)
    {
        if (_schemas.TryAdd(NameOf(message), new JsonObject()))
        {
            _schemas[NameOf(message)] = Describe(message);
        }

        return CreateReference(message);
    }

    private JsonObject Describe(MessageDescriptor message)
    {
        var isRequest = _requests.Contains(message.FullName);
        var fields = message.Fields.InDeclarationOrder();
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["description"] = ApiDescription.GetComment(message),
            ["properties"] = new JsonObject(
                fields.Select(field => KeyValuePair.Create(field.JsonName, (JsonNode?)Describe(field)))
            ),
        };
        string[] written = [.. fields.Where(field => !field.HasPresence).Select(field => field.JsonName)];
        if (isRequest)
        {
            schema["additionalProperties"] = false;
        }
        else if (written.Length > 0)
        {
            schema["required"] = new JsonArray([.. written.Select(name => JsonValue.Create(name))]);
        }

        return schema;
    }

    private JsonObject Refer(EnumDescriptor type)
    {
        var values = type.Values.Select(value => $"- `{value.Name}`: {ApiDescription.GetComment(value)}");
        _schemas.TryAdd(
            NameOf(type),
            new JsonObject
            {
                ["type"] = "string",
                ["description"] = $"{ApiDescription.GetComment(type)}\n\n{string.Join('\n', values)}",
                ["enum"] = new JsonArray([.. type.Values.Select(value => JsonValue.Create(value.Name))]),
            }
        );
        return CreateReference(type);
    }

    private JsonObject DescribeValue(FieldDescriptor field) =>
        field.FieldType switch
        {
            FieldType.Bool => new JsonObject { ["type"] = "boolean" },
            FieldType.Int32 => new JsonObject { ["type"] = "integer", ["format"] = "int32" },
            FieldType.Int64 => new JsonObject { ["type"] = "string", ["format"] = "int64" },
            FieldType.Float => new JsonObject { ["type"] = "number", ["format"] = "float" },
            FieldType.Double => new JsonObject { ["type"] = "number", ["format"] = "double" },
            FieldType.String => new JsonObject { ["type"] = "string" },
            FieldType.Bytes => new JsonObject { ["type"] = "string", ["contentEncoding"] = "base64" },
            FieldType.Enum => Refer(field.EnumType),
            FieldType.Message => DescribeMessage(field.MessageType),
            _ => throw new NotSupportedException($"{field.FullName} has a type that the document does not describe."),
        };

    private JsonObject DescribeMessage(MessageDescriptor message) =>
        message.FullName switch
        {
            "google.protobuf.Timestamp" => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
            "google.protobuf.Duration" => new JsonObject { ["type"] = "string", ["pattern"] = @"^-?\d+(\.\d+)?s$" },
            "google.protobuf.Any" => new JsonObject { ["oneOf"] = new JsonArray([.. Details.Select(DescribeDetail)]) },
            _ => Refer(message),
        };

    /// <summary>Describes a message in google.protobuf.Any, which has a property for its type.</summary>
    private JsonObject DescribeDetail(string name) =>
        new()
        {
            ["type"] = "object",
            ["allOf"] = new JsonArray(Refer(ApiDescription.FindMessage(name))),
            ["properties"] = new JsonObject
            {
                ["@type"] = new JsonObject { ["const"] = $"type.googleapis.com/{name}" },
            },
            ["required"] = new JsonArray("@type"),
        };
}
