namespace Classifier.Worker.Sources;

/// <summary>Represents the address of an input: <c>kafka://HOST:PORT/TOPIC</c> or <c>redis://HOST:PORT/STREAM</c>.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Hosts">The hosts with their ports, separated by commas.</param>
/// <param name="Name">The name of the topic or stream.</param>
/// <param name="UsesTls">Whether the connection uses TLS. Kafka has settings of its own for that.</param>
internal sealed record SourceAddress(SourceEngine Engine, string Hosts, string Name, bool UsesTls)
{
    /// <summary>Reads an address.</summary>
    /// <exception cref="InvalidOperationException">The address is malformed.</exception>
    public static SourceAddress Parse(string text)
    {
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? "" : text[(scheme + 3)..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        if (slash < 1 || slash == rest.Length - 1 || rest.Contains('@', StringComparison.Ordinal))
        {
            throw Malformed(text);
        }

        var (hosts, name) = (rest[..slash], rest[(slash + 1)..]);
        return text[..scheme] switch
        {
            "kafka" => new(SourceEngine.Kafka, hosts, name, false),
            "redis" => new(SourceEngine.Redis, hosts, name, false),
            "rediss" => new(SourceEngine.Redis, hosts, name, true),
            _ => throw Malformed(text),
        };
    }

    private static InvalidOperationException Malformed(string text) =>
        new(
            text.Length == 0
                ? $"There is no input. Set {WorkerOptions.Section}:{nameof(WorkerOptions.Input)} to an address such as redis://127.0.0.1:6379/headlines or kafka://127.0.0.1:9092/headlines."
                : $"{WorkerOptions.Section}:{nameof(WorkerOptions.Input)} is {text}; it must be an address such as redis://127.0.0.1:6379/headlines or kafka://127.0.0.1:9092/headlines. Passwords are settings of their own."
        );
}

/// <summary>Specifies the engine that holds the messages.</summary>
internal enum SourceEngine
{
    /// <summary>Apache Kafka, or a server that speaks its protocol.</summary>
    Kafka,

    /// <summary>Redis Streams.</summary>
    Redis,
}
