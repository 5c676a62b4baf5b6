using System.Text;
using System.Text.Json;
using Classifier.Server.Admission;
using Classifier.Server.Grpc.Wire;
using Classifier.Server.Json;
using Grpc.Core;

namespace Classifier.Worker.Messages;

/// <summary>Reads the headlines of messages.</summary>
/// <param name="options">The settings, which say what messages contain.</param>
/// <param name="limits">The limits.</param>
/// <param name="validation">Validates the number of headlines.</param>
internal sealed class MessageDecoder(WorkerOptions options, ServerLimits limits, RequestValidation validation)
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);
    private readonly byte[] _field = Encoding.UTF8.GetBytes(options.Field);

    /// <summary>Reads the headlines of a message.</summary>
    /// <exception cref="RpcException">INVALID_ARGUMENT: the message cannot be read.</exception>
    public DecodedMessage Decode(WorkMessage message) =>
        options.Kind switch
        {
            MessageKind.Json => DecodeJson(message),
            MessageKind.Proto => DecodeRequest(message.Body),
            _ when options.Field.Length > 0 => new([DecodeField(message)], null),
            _ => new([new DecodedHeadline(message.Id, DecodeText(message.Body.Span))], null),
        };

    private static string DecodeText(ReadOnlySpan<byte> body)
    {
        try
        {
            return StrictUtf8.GetString(body.TrimEnd("\r\n"u8));
        }
        catch (DecoderFallbackException e)
        {
            throw JsonErrors.Invalid("MESSAGE_NOT_UTF8", "message", $"is not valid UTF-8 at byte {e.Index}");
        }
    }

    private DecodedHeadline DecodeField(WorkMessage message)
    {
        var (id, headline) = (message.Id, (string?)null);
        try
        {
            var reader = new Utf8JsonReader(message.Body.Span, JsonRequests.ReaderOptions);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw JsonErrors.Invalid("JSON_MISMATCH", "message", "is not a JSON object");
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isHeadline = JsonRequests.HasName(ref reader, _field);
                var isId = !isHeadline && JsonRequests.HasName(ref reader, "id"u8);
                reader.Read();
                if (isHeadline)
                {
                    headline = ReadText(ref reader, options.Field);
                }
                else if (isId && reader.TokenType == JsonTokenType.String)
                {
                    id = ReadText(ref reader, "id");
                }
                else if (isId && reader.TokenType == JsonTokenType.Number)
                {
                    id = Encoding.UTF8.GetString(reader.ValueSpan);
                }
                else
                {
                    reader.Skip();
                }
            }

            while (reader.Read())
            {
                // Nothing may follow the object.
            }
        }
        catch (JsonException e)
        {
            throw JsonRequests.Malformed(e);
        }

        return new DecodedHeadline(
            id,
            headline ?? throw JsonErrors.Invalid("FIELD_MISSING", options.Field, "is missing")
        );
    }

    private static string ReadText(ref Utf8JsonReader reader, string field)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw JsonErrors.Invalid("JSON_MISMATCH", field, "is not a string");
        }

        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw JsonErrors.Invalid("MESSAGE_NOT_UTF8", field, "is not valid UTF-8");
        }
    }

    private DecodedMessage DecodeJson(WorkMessage message)
    {
        var items = new JsonItems();
        items.AddBatch(message.Body.Span);
        return DecodeRequest(items.Message);
    }

    private DecodedMessage DecodeRequest(ReadOnlyMemory<byte> body)
    {
        using var request = ItemsRequest.Create(body);
        request.Parse(limits.MaxBatchItems);
        validation.ValidateItemCount(request.Count);
        var headlines = new DecodedHeadline[request.Count];
        for (var i = 0; i < headlines.Length; i++)
        {
            headlines[i] = new DecodedHeadline(
                Encoding.UTF8.GetString(request.Id(i)),
                Encoding.UTF8.GetString(request.Headline(i))
            );
        }

        return new DecodedMessage(headlines, request.Options);
    }
}

/// <summary>Represents the headlines of a message.</summary>
/// <param name="Headlines">The headlines.</param>
/// <param name="Options">The options of the message; null if it has none.</param>
internal sealed record DecodedMessage(IReadOnlyList<DecodedHeadline> Headlines, V1.ClassifyOptions? Options);

/// <summary>Represents a headline of a message.</summary>
/// <param name="Id">The id; empty if there is none.</param>
/// <param name="Headline">The headline, which is not validated.</param>
internal readonly record struct DecodedHeadline(string Id, string Headline);
