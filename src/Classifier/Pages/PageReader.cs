namespace Classifier.Pages;

/// <summary>How a page's content is written.</summary>
public enum PageFormat
{
    /// <summary>HTML.</summary>
    Html,

    /// <summary>The text of a page, one block a line, in UTF-8.</summary>
    Text,
}

/// <summary>Reads a saved news page.</summary>
public static class PageReader
{
    /// <summary>The default limit of a page, in bytes (5 MiB).</summary>
    public const int MaxBytes = 5 * 1024 * 1024;

    /// <summary>Reads a page.</summary>
    /// <param name="content">The page as saved.</param>
    /// <param name="format">How it is written; null to guess from the content.</param>
    /// <param name="charset">The charset that the transport declared; null when it declared none.</param>
    /// <param name="url">The page's own address, to resolve links against; null to leave them as written.</param>
    /// <returns>Its headline and modules; a page without any gives a null headline and no modules.</returns>
    public static Page Read(
        ReadOnlyMemory<byte> content,
        PageFormat? format = null,
        string? charset = null,
        Uri? url = null
    )
    {
        var source = PageContent.Decode(content.Span, charset);
        return (format ?? PageContent.GuessFormat(source)) == PageFormat.Html
            ? HtmlPage.Read(source, url)
            : TextDump.Read(source);
    }
}
