namespace Classifier.Pages;

/// <summary>Represents the limits of the work for a page. They bound pages that cost far more than their size, such as nested
/// formatting elements, which HTML repeats in every paragraph.</summary>
public sealed record PageLimits
{
    /// <summary>Gets the default limits.</summary>
    public static PageLimits Default { get; } = new();

    /// <summary>Gets the maximum processor time for a page. The default is 1.5 seconds; a page of 5 MiB takes up to 1 second.</summary>
    public TimeSpan MaxTime { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Gets the maximum memory that is allocated for a page, in bytes. The default is 224 MiB; a page of 5 MiB allocates
    /// up to 200 MiB.</summary>
    public long MaxAllocatedBytes { get; init; } = 224L * 1024 * 1024;

    /// <summary>Gets the maximum number of attributes of an element. The default is 1,000.</summary>
    internal int MaxAttributes { get; init; } = 1_000;
}
