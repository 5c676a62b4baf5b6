namespace Classifier.Scoring;

/// <summary>How to classify.</summary>
public sealed record ClassifyOptions
{
    /// <summary>The largest <see cref="TopK"/> that is accepted.</summary>
    public const int MaxTopK = 100;

    /// <summary>As many reasons of a headline, the strongest, are given to callers of a server and of the command line: an
    /// answer to a batch of hostile headlines must still fit into memory.</summary>
    public const int MaxReasons = 250;

    /// <summary>The options of a caller who asks for nothing special.</summary>
    public static ClassifyOptions Default { get; } = new();

    /// <summary>At most this many topics, 1 to <see cref="MaxTopK"/>.</summary>
    public int TopK { get; init; } = 3;

    /// <summary>No topic under this probability, 0 to 1; null for the default that is kept with the topic model.</summary>
    public float? MinScore { get; init; }

    /// <summary>Whether to give reasons; they cost time and memory.</summary>
    public bool Explain { get; init; }
}
