namespace Classifier.Cli.Sources;

/// <summary>A page as its source has it, not yet read.</summary>
/// <param name="Name">What results call it: a path, an address, or a place in a file.</param>
/// <param name="ReadAsync">Gives its bytes; may be called on any thread, once. Throws <see cref="PageDefectException"/>,
/// <see cref="IOException"/>, <see cref="InvalidDataException"/> or <see cref="UnauthorizedAccessException"/> for a page that
/// cannot be used.</param>
internal sealed record SourcePage(string Name, Func<CancellationToken, ValueTask<PageBytes>> ReadAsync)
{
    /// <summary>A page that was read already.</summary>
    public static SourcePage Of(string name, PageBytes bytes) => Of(name, () => bytes);

    /// <summary>A page that was read, but for what takes time in the processor.</summary>
    public static SourcePage Of(string name, Func<PageBytes> finish) => new(name, _ => ValueTask.FromResult(finish()));

    /// <summary>A page that cannot be used.</summary>
    public static SourcePage Bad(string name, string error) => new(name, _ => throw new PageDefectException(error));
}

/// <summary>A page's bytes, and what came with them.</summary>
/// <param name="Content">The page as saved.</param>
/// <param name="Kind">What it is; null to tell by its content.</param>
/// <param name="Charset">The charset that the transport declared; null when it declared none.</param>
/// <param name="Url">The page's own address; null when it is not known.</param>
internal readonly record struct PageBytes(
    ReadOnlyMemory<byte> Content,
    ContentKind? Kind = null,
    string? Charset = null,
    Uri? Url = null
);

/// <summary>Why a page cannot be used, in words for the user.</summary>
internal sealed class PageDefectException(string message, Exception? inner = null) : Exception(message, inner);
