using Classifier.Pages;
using Classifier.Text;

namespace Classifier.Server;

/// <summary>What the server takes in one call; configured under <c>Classifier:Limits</c> and advertised by
/// <c>ModelService.GetServerInfo</c>.</summary>
public sealed record ServerLimits
{
    /// <summary>The longest headline, in Unicode characters.</summary>
    public int MaxHeadlineCharacters { get; init; } = HeadlineCheck.MaxCharacters;

    /// <summary>The most items in a batch or in one chunk of a stream.</summary>
    public int MaxBatchItems { get; init; } = 10_000;

    /// <summary>The largest page, in bytes.</summary>
    public int MaxPageBytes { get; init; } = PageReader.MaxBytes;

    /// <summary>The largest message, in bytes: enough for a full batch of the longest headlines.</summary>
    public int MaxMessageBytes { get; init; } = 48 * 1024 * 1024;

    /// <summary>Checks that the limits make sense.</summary>
    /// <exception cref="InvalidOperationException">One does not; the message names it.</exception>
    public void Check()
    {
        Check(nameof(MaxHeadlineCharacters), MaxHeadlineCharacters, TextNormalizer.Capacity);
        Check(nameof(MaxBatchItems), MaxBatchItems, 1_000_000);
        Check(nameof(MaxPageBytes), MaxPageBytes, 64 * 1024 * 1024);
        Check(nameof(MaxMessageBytes), MaxMessageBytes, 1024 * 1024 * 1024);
    }

    private static void Check(string name, int value, int most)
    {
        if (value < 1 || value > most)
            throw new InvalidOperationException($"Classifier:Limits:{name} is {value}; it must be 1 to {most}.");
    }
}
