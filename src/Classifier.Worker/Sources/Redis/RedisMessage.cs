using Classifier.Worker.Messages;
using StackExchange.Redis;

namespace Classifier.Worker.Sources.Redis;

/// <summary>Represents an entry of a stream. Its content is the field <c>value</c>, or the only field; its id is the field
/// <c>id</c>.</summary>
/// <param name="Stream">The name of the stream.</param>
/// <param name="Entry">The id of the entry.</param>
/// <param name="Body">The content.</param>
/// <param name="Id">The id that the sender has given to the message; empty if there is none.</param>
internal sealed record RedisMessage(string Stream, string Entry, ReadOnlyMemory<byte> Body, string Id)
    : WorkMessage(Body, Id)
{
    /// <inheritdoc/>
    public override string Place => $"{Stream}/{Entry}";

    /// <summary>Reads an entry.</summary>
    /// <param name="stream">The name of the stream.</param>
    /// <param name="entry">The id of the entry.</param>
    /// <param name="fields">The names and values in turn; null if the entry was deleted.</param>
    public static RedisMessage Create(string stream, string entry, RedisValue[]? fields)
    {
        if (fields is null)
        {
            return new RedisMessage(stream, entry, ReadOnlyMemory<byte>.Empty, "")
            {
                Defect = new MessageDefect("MESSAGE_DELETED", "The message was deleted before it was acknowledged."),
            };
        }

        var (body, id) = (RedisValue.Null, "");
        for (var i = 0; i < fields.Length; i += 2)
        {
            if (fields[i] == "value")
            {
                body = fields[i + 1];
            }
            else if (fields[i] == "id")
            {
                id = fields[i + 1].ToString();
            }
            else if (fields.Length == 2)
            {
                body = fields[i + 1];
            }
        }

        return new RedisMessage(stream, entry, body, id)
        {
            Defect = body.IsNull
                ? new MessageDefect("FIELD_MISSING", "The message has several fields, and none has the name value.")
                : null,
        };
    }
}
