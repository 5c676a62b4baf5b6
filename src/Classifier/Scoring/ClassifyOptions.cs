namespace Classifier.Scoring;

/// <summary>Provides options for classifying headlines.</summary>
public sealed record ClassifyOptions
{
    /// <summary>The maximum value of <see cref="TopK"/>.</summary>
    public const int MaxTopK = 100;

    /// <summary>
    /// The maximum number of reasons per headline. The weakest reasons beyond it are summed, so that the response to a
    /// batch of hostile headlines fits into memory.
    /// </summary>
    public const int MaxReasons = 250;

    /// <summary>Gets the default options.</summary>
    public static ClassifyOptions Default { get; } = new();

    /// <summary>Gets the maximum number of topics to return, 1 to <see cref="MaxTopK"/>. The default is 3.</summary>
    public int TopK { get; init; } = 3;

    /// <summary>
    /// Gets the minimum probability of returned topics, 0 to 1; null to use the defaults stored with the topic model.
    /// </summary>
    public float? MinScore { get; init; }

    /// <summary>Gets a value indicating whether to return reasons, which takes additional time and memory.</summary>
    public bool Explain { get; init; }
}
