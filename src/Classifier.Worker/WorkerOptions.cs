using System.Globalization;

namespace Classifier.Worker;

/// <summary>Represents the settings of section <c>Classifier:Worker</c>.</summary>
public sealed record WorkerOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Classifier:Worker";

    private const int MaxBatch = 100_000;
    private const int MaxLingerMilliseconds = 10_000;

    /// <summary>Gets where messages are read: <c>kafka://HOST:PORT/TOPIC</c> or <c>redis://HOST:PORT/STREAM</c>. Several hosts are
    /// separated by commas. With <c>rediss</c>, the connection uses TLS.</summary>
    public string Input { get; init; } = "";

    /// <summary>Gets the topic or stream on the same engine that receives results. The default is the input's name followed by
    /// <c>.classified</c>.</summary>
    public string Output { get; init; } = "";

    /// <summary>Gets the topic or stream on the same engine that receives messages and headlines without a result, with the reason. The
    /// default is the input's name followed by <c>.dead</c>.</summary>
    public string Dead { get; init; } = "";

    /// <summary>Gets the consumer group. Workers of a group share the messages.</summary>
    public string Group { get; init; } = "classifier";

    /// <summary>Gets what a message contains.</summary>
    public MessageKind Kind { get; init; }

    /// <summary>Gets the field that contains the headline if messages are JSON objects. Messages are the headlines themselves if it is
    /// empty.</summary>
    public string Field { get; init; } = "";

    /// <summary>Gets the number of headlines that are scored and acknowledged together. The default is 1,000.</summary>
    public int Batch { get; init; } = 1_000;

    /// <summary>Gets the time, in milliseconds, that an incomplete batch waits for further messages. The default is 20.</summary>
    public int LingerMilliseconds { get; init; } = 20;

    /// <summary>Gets a value indicating whether results and offsets are committed in one transaction. Kafka only; on Redis they always
    /// are.</summary>
    public bool ExactlyOnce { get; init; }

    /// <summary>Gets the address of <c>/healthz</c>, <c>/readyz</c>, and <c>/metrics</c>. The default is a free port of this
    /// machine.</summary>
    public string Url { get; init; } = "http://127.0.0.1:0";

    /// <summary>Gets a value indicating whether headlines are not scored: all results have the scores of the first one. It measures what
    /// the engine can carry.</summary>
    public bool Unscored { get; init; }

    /// <summary>Gets settings of librdkafka, such as <c>security.protocol</c>.</summary>
    public Dictionary<string, string> Kafka { get; init; } = [];

    /// <summary>Gets settings of StackExchange.Redis, such as <c>password</c>.</summary>
    public Dictionary<string, string> Redis { get; init; } = [];

    /// <summary>Gets the time that an incomplete batch waits for further messages.</summary>
    internal TimeSpan Linger => TimeSpan.FromMilliseconds(LingerMilliseconds);

    /// <summary>Validates the settings.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or out of range.</exception>
    internal void Validate()
    {
        Validate(nameof(Batch), Batch, 1, MaxBatch);
        Validate(nameof(LingerMilliseconds), LingerMilliseconds, 0, MaxLingerMilliseconds);
        if (Group.Length == 0)
        {
            throw new InvalidOperationException($"{Section}:{nameof(Group)} is empty; name the consumer group.");
        }

        if (Field.Length > 0 && Kind != MessageKind.Text)
        {
            throw new InvalidOperationException(
                $"{Section}:{nameof(Field)} is {Field}, but only messages of the kind text have a field. Remove one of the settings."
            );
        }
    }

    private static void Validate(string name, int value, int min, int max)
    {
        if (value < min || value > max)
        {
            throw new InvalidOperationException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Section}:{name} is {value}; it must be between {min} and {max}."
                )
            );
        }
    }
}

/// <summary>Specifies what a message contains.</summary>
public enum MessageKind
{
    /// <summary>A headline, or a JSON object with a headline in one of its fields.</summary>
    Text,

    /// <summary>A JSON array of headlines, or a ClassifyBatchRequest in JSON.</summary>
    Json,

    /// <summary>An encoded ClassifyBatchRequest.</summary>
    Proto,

    /// <summary>A saved page.</summary>
    Page,
}
