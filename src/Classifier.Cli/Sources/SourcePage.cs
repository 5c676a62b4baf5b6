using Classifier.Pages;

namespace Classifier.Cli.Sources;

/// <summary>Represents a page whose content has not been read yet.</summary>
/// <param name="Name">The name of the page in results: a path, a URL, or a position in a file.</param>
/// <param name="ReadAsync">Reads the content. It can be called once, on any thread. For an unusable page it throws
/// <see cref="PageReadException"/> or the exception of the stream.</param>
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
/// <param name="IsFeed">Whether the name or type of the content is that of a feed.</param>
internal readonly record struct PageBytes(
    ReadOnlyMemory<byte> Content,
    ContentKind? Kind = null,
    string? Charset = null,
    Uri? Url = null,
    bool IsFeed = false
);

/// <summary>The exception for a page that cannot be read. Its message is shown to the user.</summary>
internal sealed class PageReadException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Returns the error of a page for an exception. Unexpected exceptions are included with their type, because they are
    /// reported instead of ending the run.</summary>
    public static string Describe(Exception exception) =>
        exception
            is PageReadException
                or PageException
                or IOException
                or InvalidDataException
                or UnauthorizedAccessException
            ? exception.Message
            : $"{exception.GetType().Name}: {exception.Message}";
}
