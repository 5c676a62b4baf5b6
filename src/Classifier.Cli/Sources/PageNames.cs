namespace Classifier.Cli.Sources;

/// <summary>Classifies file names. The kind of a file is detected from its content; names only exclude files that need not be
/// opened.</summary>
internal static class PageNames
{
    private static readonly HashSet<string> Pages = new(StringComparer.OrdinalIgnoreCase)
    {
        ".html",
        ".htm",
        ".xhtml",
        ".shtml",
        ".txt",
        ".xml",
        ".rss",
        ".atom",
        ".jsonl",
        ".ndjson",
        ".rdf",
        ".warc",
        ".arc",
        ".tar",
        ".tgz",
        ".zip",
    };

    private static readonly HashSet<string> NonPages = new(StringComparer.OrdinalIgnoreCase)
    {
        ".avif",
        ".bmp",
        ".css",
        ".csv",
        ".eot",
        ".gif",
        ".gold",
        ".ico",
        ".jpeg",
        ".jpg",
        ".js",
        ".json",
        ".map",
        ".md",
        ".mjs",
        ".mp3",
        ".mp4",
        ".otf",
        ".parquet",
        ".pdf",
        ".png",
        ".py",
        ".sh",
        ".svg",
        ".tsv",
        ".ttf",
        ".webm",
        ".webp",
        ".woff",
        ".woff2",
        ".yaml",
        ".yml",
    };

    /// <summary>Gets the page extensions as a list for messages.</summary>
    public static string Extensions => string.Join(", ", Pages);

    /// <summary>Determines whether a file name has the extension of a page, feed, or archive.</summary>
    public static bool IsPage(string name) => Pages.Contains(GetExtension(name));

    /// <summary>Determines whether a file name has the extension of a feed.</summary>
    public static bool IsFeed(string name) => GetExtension(name).ToUpperInvariant() is ".RSS" or ".ATOM" or ".RDF";

    /// <summary>Determines whether a file may contain pages. Files saved by crawlers often have no extension or one that is part
    /// of their URL, so only extensions of other known formats and hidden files are excluded.</summary>
    public static bool MayHavePages(string name) =>
        !NonPages.Contains(GetExtension(name)) && !Path.GetFileName(name).StartsWith('.');

    // Ignores a trailing .gz.
    private static string GetExtension(string name) =>
        Path.GetExtension(name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name);
}
