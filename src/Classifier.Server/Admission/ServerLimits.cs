using Classifier.Pages;
using Classifier.Text;

namespace Classifier.Server.Admission;

/// <summary>Represents the limits of the server, which are configured in section <c>Classifier:Limits</c> and returned by
/// <c>ModelService.GetServerInfo</c>.</summary>
public sealed record ServerLimits
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Classifier:Limits";

    /// <summary>The maximum of <see cref="MaxBatchItems"/>.</summary>
    internal const int MaxConfigurableBatchItems = 1_000_000;

    private const int MaxBytesPerCharacter = 4;
    private const int ItemOverheadBytes = 256;
    private const int PageOverheadBytes = 64 * 1024;
    private const int MaxConfigurableMessageBytes = 1024 * 1024 * 1024;

    /// <summary>Gets the maximum length of a headline, in Unicode characters.</summary>
    public int MaxHeadlineCharacters { get; init; } = HeadlineValidator.MaxCharacters;

    /// <summary>Gets the maximum number of items in a batch or in a chunk of a stream.</summary>
    public int MaxBatchItems { get; init; } = 10_000;

    /// <summary>Gets the maximum size of a page, in bytes.</summary>
    public int MaxPageBytes { get; init; } = PageReader.MaxBytes;

    /// <summary>Gets the maximum processor time for reading a page, in milliseconds. The default is 2,000.</summary>
    public int MaxPageMilliseconds { get; init; } = (int)PageLimits.Default.MaxTime.TotalMilliseconds;

    /// <summary>Gets the maximum memory that is allocated for reading a page, in bytes. The default is 256 MiB.</summary>
    public long MaxPageMemoryBytes { get; init; } = PageLimits.Default.MaxAllocatedBytes;

    /// <summary>Gets the maximum number of pages that are read at the same time. The default is half of the cores, at least 1;
    /// further pages wait.</summary>
    public int MaxConcurrentPages { get; init; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Gets the maximum bytes of all messages in flight: requests, and responses that are not sent yet. The default is
    /// 256 MiB, which is enough for a full batch with explanations.</summary>
    public long MaxBytesInFlight { get; init; } = 256L * 1024 * 1024;

    /// <summary>Gets the maximum number of items of all batches and chunks in flight. The default is 200,000.</summary>
    public int MaxItemsInFlight { get; init; } = 200_000;

    /// <summary>Gets the time after which the server ends a call whose client does not take its response, in seconds. The default
    /// is 30.</summary>
    public int ResponseStallSeconds { get; init; } = 30;

    /// <summary>Gets the maximum number of connections. The default is 1,000.</summary>
    public int MaxConnections { get; init; } = 1_000;

    /// <summary>Gets the maximum number of concurrent calls of a connection. The default is 100.</summary>
    public int MaxCallsPerConnection { get; init; } = 100;

    /// <summary>Gets the number of threads of the accurate model. The default is half of the cores, at least 1.</summary>
    public int AccurateThreads { get; init; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Gets the maximum number of headlines of all calls that wait for the accurate model; an explained headline counts
    /// as twelve. The default is 20,000.</summary>
    public int MaxAccurateItems { get; init; } = 20_000;

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
    public void Validate()
    {
        Validate(nameof(MaxHeadlineCharacters), MaxHeadlineCharacters, TextNormalizer.MaxLength);
        Validate(nameof(MaxBatchItems), MaxBatchItems, MaxConfigurableBatchItems);
        Validate(nameof(MaxPageBytes), MaxPageBytes, 64 * 1024 * 1024);
        Validate(nameof(MaxPageMilliseconds), MaxPageMilliseconds, 600_000);
        Validate(nameof(MaxPageMemoryBytes), MaxPageMemoryBytes, long.MaxValue);
        Validate(nameof(MaxConcurrentPages), MaxConcurrentPages, 1_024);
        Validate(nameof(MaxBytesInFlight), MaxBytesInFlight, long.MaxValue / 2);
        Validate(nameof(MaxItemsInFlight), MaxItemsInFlight, int.MaxValue);
        Validate(nameof(ResponseStallSeconds), ResponseStallSeconds, 86_400);
        Validate(nameof(MaxConnections), MaxConnections, 1_000_000);
        Validate(nameof(MaxCallsPerConnection), MaxCallsPerConnection, 10_000);
        Validate(nameof(AccurateThreads), AccurateThreads, 1_024);
        Validate(nameof(MaxAccurateItems), MaxAccurateItems, int.MaxValue);
        if (MessageBytes > MaxConfigurableMessageBytes)
        {
            throw new InvalidOperationException(
                $"{Section}:{nameof(MaxBatchItems)} and {nameof(MaxHeadlineCharacters)} together allow messages of "
                    + $"{MessageBytes} bytes; the maximum is {MaxConfigurableMessageBytes}. Reduce one of them."
            );
        }

        if (MessageBytes > MaxBytesInFlight)
        {
            throw new InvalidOperationException(
                $"{Section}:{nameof(MaxBytesInFlight)} is {MaxBytesInFlight}, but the other limits allow messages of "
                    + $"{MessageBytes} bytes. Raise it to at least that."
            );
        }
    }

    private static void Validate(string name, long value, long max)
    {
        if (value < 1 || value > max)
        {
            throw new InvalidOperationException($"{Section}:{name} is {value}; it must be between 1 and {max}.");
        }
    }
}
