using Classifier.Pages.Html;
using Classifier.Pages.TextDumps;

namespace Classifier.Pages;

/// <summary>Specifies the format of a page's content.</summary>
public enum PageFormat
{
    /// <summary>HTML.</summary>
    Html,

    /// <summary>Plain text with one block a line, in UTF-8.</summary>
    Text,
}

/// <summary>Reads saved news pages.</summary>
public static class PageReader
{
    /// <summary>The default maximum size of a page in bytes (5 MiB).</summary>
    public const int MaxBytes = 5 * 1024 * 1024;

    /// <summary>Reads the headlines of a page.</summary>
    /// <param name="content">The content of the page as saved.</param>
    /// <param name="format">The format of the content; null to detect it.</param>
    /// <param name="charset">The charset declared by the transport; null if it declared none.</param>
    /// <param name="url">The address of the page, used to resolve links; null to leave links as written.</param>
    /// <returns>The headline and the lists of the page. The headline is null and the lists are empty if none were found.</returns>
    public static Page Read(
        ReadOnlyMemory<byte> content,
        PageFormat? format = null,
        string? charset = null,
        Uri? url = null
    ) => ReadWithin(content, PageLimits.Default, format, charset, url);

    /// <summary>Reads the headlines of a page within the specified limits.</summary>
    /// <param name="content">The content of the page as saved.</param>
    /// <param name="limits">The limits of the work for the page.</param>
    /// <param name="format">The format of the content; null to detect it.</param>
    /// <param name="charset">The charset declared by the transport; null if it declared none.</param>
    /// <param name="url">The address of the page, used to resolve links; null to leave links as written.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The headline and the lists of the page.</returns>
    /// <exception cref="PageException">The page exceeds a limit, or its charset is not supported.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public static Page ReadWithin(
        ReadOnlyMemory<byte> content,
        PageLimits limits,
        PageFormat? format = null,
        string? charset = null,
        Uri? url = null,
        CancellationToken cancellationToken = default
    )
    {
        var budget = new PageBudget(limits, cancellationToken);
        var source = PageContent.Decode(content.Span, charset);
        return (format ?? PageContent.GuessFormat(source)) == PageFormat.Html
            ? HtmlPage.Read(source, url, evidence => evidence.IsModule, budget)
            : TextDump.Read(source, budget);
    }
}
