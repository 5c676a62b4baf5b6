using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Classifier.Server.Json;

/// <summary>Reads messages from JSON. Unknown fields and malformed JSON are rejected before Protocol Buffers read the text.</summary>
internal static class JsonRequests
{
    /// <summary>The maximum depth of a body. No request is deeper than four levels.</summary>
    public const int MaxDepth = 16;

    private const string OptionsPrefix = "options.";

    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    /// <summary>Gets the options of all readers.</summary>
    public static JsonReaderOptions ReaderOptions => new() { MaxDepth = MaxDepth };

    /// <summary>Reads a message.</summary>
    /// <param name="json">The message in UTF-8.</param>
    /// <param name="path">The path of the message, which is a prefix of its fields; may be empty.</param>
    /// <exception cref="RpcException">INVALID_ARGUMENT: the JSON is malformed, or does not match the message.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json, string path = "")
        where T : IMessage<T>, new()
    {
        try
        {
            var reader = new Utf8JsonReader(json, ReaderOptions);
            reader.Read();
            ValidateFields(ref reader, new T().Descriptor, path);
            while (reader.Read())
            {
                // Nothing may follow the message.
            }

            return JsonParser.Default.Parse<T>(StrictUtf8.GetString(json));
        }
        catch (JsonException e)
        {
            throw Malformed(e);
        }
        catch (DecoderFallbackException)
        {
            throw JsonErrors.Invalid("BODY_NOT_UTF8", "body", "is not valid UTF-8");
        }
        catch (Exception e)
            when (e
                    is InvalidProtocolBufferException
                        or InvalidJsonException
                        or InvalidOperationException
                        or FormatException
                        or OverflowException
            )
        {
            throw JsonErrors.Invalid(
                "JSON_MISMATCH",
                path.Length > 0 ? path : "body",
                $"does not match {new T().Descriptor.FullName}: {Shorten(e.Message)}"
            );
        }
    }

    /// <summary>Reads the options of a classification from the query, such as <c>?options.explain=true</c>.</summary>
    /// <param name="query">The query.</param>
    /// <param name="others">The names of the other parameters that the method has.</param>
    /// <exception cref="RpcException">INVALID_ARGUMENT: a parameter is unknown or invalid.</exception>
    public static V1.ClassifyOptions? ReadOptions(IQueryCollection query, params ReadOnlySpan<string> others)
    {
        if (query.Count == 0)
        {
            return null;
        }

        var options = new JsonObject();
        foreach (var (name, values) in query)
        {
            var value =
                values.Count == 1 ? values[0]! : throw JsonErrors.Invalid("FIELD_REPEATED", name, "is repeated");
            if (name.StartsWith(OptionsPrefix, StringComparison.Ordinal))
            {
                options[name[OptionsPrefix.Length..]] = value is "true" or "false"
                    ? JsonValue.Create(value is "true")
                    : value;
            }
            else if (!others.Contains(name))
            {
                throw JsonErrors.UnknownField(
                    name,
                    [
                        .. others,
                        .. V1
                            .ClassifyOptions.Descriptor.Fields.InFieldNumberOrder()
                            .Select(field => OptionsPrefix + field.JsonName),
                    ]
                );
            }
        }

        return options.Count == 0
            ? null
            : Read<V1.ClassifyOptions>(Encoding.UTF8.GetBytes(options.ToJsonString()), "options");
    }

    /// <summary>Creates the exception for malformed JSON.</summary>
    public static RpcException Malformed(JsonException e) =>
        JsonErrors.Invalid(
            "JSON_MALFORMED",
            "body",
            $"is not valid JSON, or is nested too deeply, at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}"
        );

    /// <summary>Reads the name of a property. A name that is not text is replaced by a question mark.</summary>
    public static string ReadName(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "?";
        }
    }

    /// <summary>Determines whether the current property has a name. A name that is not text has none.</summary>
    public static bool HasName(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static void ValidateFields(ref Utf8JsonReader reader, MessageDescriptor message, string path)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip(); // Protocol Buffers report the mismatch
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = ReadName(ref reader);
            var fullName = path.Length > 0 ? $"{path}.{name}" : name;
            var field =
                message.FindFieldByName(name)
                ?? message.Fields.InFieldNumberOrder().FirstOrDefault(field => field.JsonName == name)
                ?? throw JsonErrors.UnknownField(
                    fullName,
                    message.Fields.InFieldNumberOrder().Select(known => known.JsonName)
                );
            reader.Read();
            if (field.FieldType == FieldType.Message && reader.TokenType == JsonTokenType.StartObject)
            {
                ValidateFields(ref reader, field.MessageType, fullName);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static string Shorten(string text) => text.Length <= 200 ? text : $"{text[..200]}…";
}
