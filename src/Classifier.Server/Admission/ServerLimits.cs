using Classifier.Pages;
using Classifier.Text;

namespace Classifier.Server.Admission;

/// <summary>Represents the limits of the server, which are configured in section <c>Classifier:Limits</c> and returned by
/// <c>ModelService.GetServerInfo</c>.</summary>
public sealed record ServerLimits
{
    /// <summary>The configuration section.</summary>
    internal const string Section = "Classifier:Limits";

    /// <summary>The maximum of <see cref="MaxBatchItems"/>.</summary>
    internal const int MaxConfigurableBatchItems = 1_000_000;

    private const int MaxBytesPerCharacter = 4;
    private const int ItemOverheadBytes = 256;
    private const int PageOverheadBytes = 64 * 1024;
    private const int MaxConfigurableMessageBytes = 1024 * 1024 * 1024;
    private const int MaxSeconds = 86_400;

    /// <summary>Gets the maximum length of a headline, in Unicode characters.</summary>
    public int MaxHeadlineCharacters { get; init; } = HeadlineValidator.MaxCharacters;

    /// <summary>Gets the maximum number of items in a batch or in a chunk of a stream, and of headlines of a page.</summary>
    public int MaxBatchItems { get; init; } = 10_000;

    /// <summary>Gets the maximum size of a page, in bytes.</summary>
    public int MaxPageBytes { get; init; } = PageReader.MaxBytes;

    /// <summary>Gets the maximum processor time for reading a page, in milliseconds. The default is 1,500.</summary>
    public int MaxPageMilliseconds { get; init; } = (int)PageLimits.Default.MaxTime.TotalMilliseconds;

    /// <summary>Gets the maximum memory that is allocated for reading a page, in bytes. The default is 224 MiB.</summary>
    public long MaxPageMemoryBytes { get; init; } = PageLimits.Default.MaxAllocatedBytes;

    /// <summary>Gets the maximum number of pages that are read at the same time. The default is half of the cores, at least 1;
    /// further pages wait.</summary>
    public int MaxConcurrentPages { get; init; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Gets the maximum bytes of all messages in flight: requests, and responses that are not sent yet. The default is
    /// 256 MiB, which is enough for a full batch with explanations.</summary>
    public long MaxBytesInFlight { get; init; } = 256L * 1024 * 1024;

    /// <summary>Gets the maximum number of items of all batches, chunks, and pages in flight. The default is 200,000.</summary>
    public int MaxItemsInFlight { get; init; } = 200_000;

    /// <summary>Gets the maximum of <see cref="MaxBytesInFlight"/> for the calls of a key, and for the calls of a connection. The default
    /// is half of that, but at least <see cref="MaxMessageBytes"/>.</summary>
    public long MaxBytesPerCaller
    {
        get => field > 0 ? field : Math.Max(MaxBytesInFlight / 2, MessageBytes);
        init;
    }

    /// <summary>Gets the maximum of <see cref="MaxItemsInFlight"/> for the calls of a key, and for the calls of a connection. The default
    /// is half of that, but at least <see cref="MaxBatchItems"/>.</summary>
    public int MaxItemsPerCaller
    {
        get => field > 0 ? field : Math.Min(MaxItemsInFlight, Math.Max(MaxItemsInFlight / 2, MaxBatchItems));
        init;
    }

    /// <summary>Gets the maximum rate of a key, or of a connection if callers need no key, in headlines per second. An explained headline
    /// counts as twelve, a page as one for each 100 bytes, and any other call as one. A key can have a rate of its own. The default is 0,
    /// which means no limit.</summary>
    public int HeadlinesPerSecond { get; init; }

    /// <summary>Gets the time after which the server ends a call whose client does not take its response, in seconds. The default
    /// is 30.</summary>
    public int ResponseStallSeconds { get; init; } = 30;

    /// <summary>Gets the time that a message may take to arrive, in seconds, in addition to a second for each 240 bytes. The default is
    /// 30.</summary>
    public int RequestStallSeconds { get; init; } = 30;

    /// <summary>Gets the time after which the server ends a stream whose client sends nothing, in seconds. The default is 600.</summary>
    public int IdleStreamSeconds { get; init; } = 600;

    /// <summary>Gets the maximum number of connections. The default is 1,000.</summary>
    public int MaxConnections { get; init; } = 1_000;

    /// <summary>Gets the maximum number of concurrent calls of a connection. The default is 100.</summary>
    public int MaxCallsPerConnection { get; init; } = 100;

    /// <summary>Gets the maximum size of the headers of a call, in bytes. The default is 16 KiB.</summary>
    public int MaxHeaderBytes { get; init; } = 16 * 1024;

    /// <summary>Gets the maximum time for receiving the headers of a call, in seconds. The default is 15.</summary>
    public int HeaderSeconds { get; init; } = 15;

    /// <summary>Gets the time after which the server closes a connection without calls, in seconds. The default is 300.</summary>
    public int IdleConnectionSeconds { get; init; } = 300;

    /// <summary>Gets the time without data after which the server pings a client, in seconds. The default is 60.</summary>
    public int PingSeconds { get; init; } = 60;

    /// <summary>Gets the time after which the server closes a connection whose client does not answer a ping, in seconds. The default is
    /// 20.</summary>
    public int PingTimeoutSeconds { get; init; } = 20;

    /// <summary>Gets the number of threads of the accurate model. The default is half of the cores, at least 1.</summary>
    public int AccurateThreads { get; init; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Gets the maximum number of headlines of all calls that wait for the accurate model; an explained headline counts
    /// as twelve. The default is 20,000.</summary>
    public int MaxAccurateItems { get; init; } = 20_000;

    /// <summary>Gets the maximum of <see cref="MaxAccurateItems"/> for the calls of a key, and for the calls of a connection. The default
    /// is half of that, but at least <see cref="MaxBatchItems"/>.</summary>
    public int MaxAccurateItemsPerCaller
    {
        get => field > 0 ? field : Math.Min(MaxAccurateItems, Math.Max(MaxAccurateItems / 2, MaxBatchItems));
        init;
    }

    /// <summary>Gets the maximum size of a message, in bytes: enough for a full batch of the longest headlines with their ids,
    /// and for the largest page. It is derived from the other limits.</summary>
    public int MaxMessageBytes => (int)Math.Min(int.MaxValue, MessageBytes);

    private long MessageBytes =>
        Math.Max(
            MaxBatchItems * ((long)MaxBytesPerCharacter * MaxHeadlineCharacters + ItemOverheadBytes),
            MaxPageBytes + PageOverheadBytes
        );

    /// <summary>Validates the limits.</summary>
    /// <exception cref="InvalidOperationException">A limit is out of range; the message names it.</exception>
    internal void Validate()
    {
        Validate(nameof(MaxHeadlineCharacters), MaxHeadlineCharacters, TextNormalizer.MaxLength);
        Validate(nameof(MaxBatchItems), MaxBatchItems, MaxConfigurableBatchItems);
        Validate(nameof(MaxPageBytes), MaxPageBytes, 64 * 1024 * 1024);
        Validate(nameof(MaxPageMilliseconds), MaxPageMilliseconds, 600_000);
        Validate(nameof(MaxPageMemoryBytes), MaxPageMemoryBytes, long.MaxValue);
        Validate(nameof(MaxConcurrentPages), MaxConcurrentPages, 1_024);
        Validate(nameof(MaxBytesInFlight), MaxBytesInFlight, long.MaxValue / 2);
        Validate(nameof(MaxItemsInFlight), MaxItemsInFlight, int.MaxValue);
        Validate(nameof(MaxBytesPerCaller), MaxBytesPerCaller, long.MaxValue / 2);
        Validate(nameof(MaxItemsPerCaller), MaxItemsPerCaller, int.MaxValue);
        Validate(nameof(HeadlinesPerSecond), HeadlinesPerSecond, 100_000_000, min: 0);
        Validate(nameof(ResponseStallSeconds), ResponseStallSeconds, MaxSeconds);
        Validate(nameof(RequestStallSeconds), RequestStallSeconds, MaxSeconds);
        Validate(nameof(IdleStreamSeconds), IdleStreamSeconds, MaxSeconds);
        Validate(nameof(MaxConnections), MaxConnections, 1_000_000);
        Validate(nameof(MaxCallsPerConnection), MaxCallsPerConnection, 10_000);
        Validate(nameof(MaxHeaderBytes), MaxHeaderBytes, 1024 * 1024, min: 1024);
        Validate(nameof(HeaderSeconds), HeaderSeconds, MaxSeconds);
        Validate(nameof(IdleConnectionSeconds), IdleConnectionSeconds, MaxSeconds);
        Validate(nameof(PingSeconds), PingSeconds, MaxSeconds);
        Validate(nameof(PingTimeoutSeconds), PingTimeoutSeconds, MaxSeconds);
        Validate(nameof(AccurateThreads), AccurateThreads, 1_024);
        Validate(nameof(MaxAccurateItems), MaxAccurateItems, int.MaxValue);
        Validate(nameof(MaxAccurateItemsPerCaller), MaxAccurateItemsPerCaller, int.MaxValue);
        if (MessageBytes > MaxConfigurableMessageBytes)
        {
            throw new InvalidOperationException(
                $"{Section}:{nameof(MaxBatchItems)} and {nameof(MaxHeadlineCharacters)} together allow messages of "
                    + $"{MessageBytes} bytes; the maximum is {MaxConfigurableMessageBytes}. Reduce one of them."
            );
        }

        ValidateFitsMessage(nameof(MaxBytesInFlight), MaxBytesInFlight);
        ValidateFitsMessage(nameof(MaxBytesPerCaller), MaxBytesPerCaller);
    }

    private void ValidateFitsMessage(string name, long value)
    {
        if (MessageBytes > value)
        {
            throw new InvalidOperationException(
                $"{Section}:{name} is {value}, but the other limits allow messages of {MessageBytes} bytes. Raise it to at least that."
            );
        }
    }

    private static void Validate(string name, long value, long max, long min = 1)
    {
        if (value < min || value > max)
        {
            throw new InvalidOperationException($"{Section}:{name} is {value}; it must be between {min} and {max}.");
        }
    }
}
