using Classifier.Pages;
using Classifier.Text;

namespace Classifier.Server.Admission;

/// <summary>Represents the limits of a call, which are configured in section <c>Classifier:Limits</c> and returned by
/// <c>ModelService.GetServerInfo</c>.</summary>
public sealed record ServerLimits
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Classifier:Limits";

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
        Validate(nameof(MaxBatchItems), MaxBatchItems, 1_000_000);
        Validate(nameof(MaxPageBytes), MaxPageBytes, 64 * 1024 * 1024);
        if (MessageBytes > MaxConfigurableMessageBytes)
        {
            throw new InvalidOperationException(
                $"{Section}:{nameof(MaxBatchItems)} and {nameof(MaxHeadlineCharacters)} together allow messages of "
                    + $"{MessageBytes} bytes; the maximum is {MaxConfigurableMessageBytes}. Reduce one of them."
            );
        }
    }

    private static void Validate(string name, int value, int max)
    {
        if (value < 1 || value > max)
        {
            throw new InvalidOperationException($"{Section}:{name} is {value}; it must be between 1 and {max}.");
        }
    }
}
