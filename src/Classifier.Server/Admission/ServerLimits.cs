using Classifier.Pages;
using Classifier.Text;

namespace Classifier.Server.Admission;

/// <summary>What the server takes in one call; configured under <c>Classifier:Limits</c> and advertised by
/// <c>ModelService.GetServerInfo</c>.</summary>
public sealed record ServerLimits
{
    private const int BytesPerCharacter = 4;
    private const int BytesBesideHeadline = 256;
    private const int BytesBesidePage = 64 * 1024;
    private const int MostMessageBytes = 1024 * 1024 * 1024;

    /// <summary>The longest headline, in Unicode characters.</summary>
    public int MaxHeadlineCharacters { get; init; } = HeadlineValidator.MaxCharacters;

    /// <summary>The most items in a batch or in one chunk of a stream.</summary>
    public int MaxBatchItems { get; init; } = 10_000;

    /// <summary>The largest page, in bytes.</summary>
    public int MaxPageBytes { get; init; } = PageReader.MaxBytes;

    /// <summary>The largest message, in bytes: enough for a full batch of the longest headlines with their ids, and for the
    /// largest page. It follows from the other limits.</summary>
    public int MaxMessageBytes => (int)Math.Min(int.MaxValue, MessageBytes);

    private long MessageBytes =>
        Math.Max(
            MaxBatchItems * ((long)BytesPerCharacter * MaxHeadlineCharacters + BytesBesideHeadline),
            MaxPageBytes + BytesBesidePage
        );

    /// <summary>Checks that the limits make sense.</summary>
    /// <exception cref="InvalidOperationException">One does not; the message names it.</exception>
    public void Check()
    {
        Check(nameof(MaxHeadlineCharacters), MaxHeadlineCharacters, TextNormalizer.MaxLength);
        Check(nameof(MaxBatchItems), MaxBatchItems, 1_000_000);
        Check(nameof(MaxPageBytes), MaxPageBytes, 64 * 1024 * 1024);
        if (MessageBytes > MostMessageBytes)
        {
            throw new InvalidOperationException(
                $"Classifier:Limits:MaxBatchItems and MaxHeadlineCharacters together admit messages of "
                    + $"{MessageBytes} bytes; at most {MostMessageBytes} can be read."
            );
        }
    }

    private static void Check(string name, int value, int most)
    {
        if (value < 1 || value > most)
        {
            throw new InvalidOperationException($"Classifier:Limits:{name} is {value}; it must be 1 to {most}.");
        }
    }
}
