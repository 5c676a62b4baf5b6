namespace Classifier.Cli.Sources;

/// <summary>Represents a page whose content has not been read yet.</summary>
/// <param name="Name">The name of the page in results: a path, a URL, or a position in a file.</param>
/// <param name="ReadAsync">Reads the content. It can be called once, on any thread. For an unusable page it throws
/// <see cref="PageReadException"/>, <see cref="IOException"/>, <see cref="InvalidDataException"/>, or
/// <see cref="UnauthorizedAccessException"/>.</param>
internal sealed record SourcePage(string Name, Func<CancellationToken, ValueTask<PageBytes>> ReadAsync)
{
    /// <summary>Creates a page whose content is available.</summary>
    public static SourcePage Of(string name, PageBytes bytes) => Of(name, () => bytes);

    /// <summary>Creates a page whose content is in memory but still needs to be decoded.</summary>
    public static SourcePage Of(string name, Func<PageBytes> decode) => new(name, _ => ValueTask.FromResult(decode()));

    /// <summary>Creates a page that cannot be read.</summary>
    public static SourcePage Failed(string name, string error) => new(name, _ => throw new PageReadException(error));
}

/// <summary>Represents the content of a page and its metadata.</summary>
/// <param name="Content">The bytes of the page.</param>
/// <param name="Kind">The kind of the content; null to detect it.</param>
/// <param name="Charset">The charset declared by the transport; null if it declares none.</param>
/// <param name="Url">The URL of the page; null if it is unknown.</param>
internal readonly record struct PageBytes(
    ReadOnlyMemory<byte> Content,
    ContentKind? Kind = null,
    string? Charset = null,
    Uri? Url = null
);

/// <summary>The exception for a page that cannot be read. Its message is shown to the user.</summary>
internal sealed class PageReadException(string message, Exception? inner = null) : Exception(message, inner);
