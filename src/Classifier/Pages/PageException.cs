namespace Classifier.Pages;

/// <summary>Specifies why a page cannot be read.</summary>
public enum PageError
{
    /// <summary>The page declares a charset that is not supported, such as UTF-7.</summary>
    UnsupportedCharset,

    /// <summary>The page exceeds a limit of <see cref="PageLimits"/>.</summary>
    TooComplex,
}

/// <summary>The exception that is thrown when a page cannot be read.</summary>
/// <param name="error">The kind of error.</param>
/// <param name="message">What was found and what is expected.</param>
/// <param name="limit">The name of the limit that the page exceeds, or <see langword="null"/>.</param>
public sealed class PageException(PageError error, string message, string? limit = null) : Exception(message)
{
    /// <summary>Gets the kind of error.</summary>
    public PageError Error => error;

    /// <summary>Gets the name of the limit in <see cref="PageLimits"/> that the page exceeds, or <see langword="null"/>.</summary>
    public string? Limit => limit;
}
