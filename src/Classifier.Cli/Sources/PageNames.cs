namespace Classifier.Cli.Sources;

/// <summary>What names of files tell. Content decides what a file is; names only say where there is no use in looking.</summary>
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
        ".warc",
        ".tar",
        ".tgz",
        ".zip",
    };

    private static readonly HashSet<string> Others = new(StringComparer.OrdinalIgnoreCase)
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

    /// <summary>The endings that a folder is searched for, for messages.</summary>
    public static string Endings => string.Join(", ", Pages);

    /// <summary>Whether a name says that the file has pages.</summary>
    public static bool IsPage(string name) => Pages.Contains(Ending(name));

    /// <summary>Whether a file in a folder or an archive is worth a look: pages saved by crawlers often have no ending, or
    /// one that is part of their address.</summary>
    public static bool MayHavePages(string name) =>
        !Others.Contains(Ending(name)) && !Path.GetFileName(name).StartsWith('.');

    // What stands before .gz counts.
    private static string Ending(string name) =>
        Path.GetExtension(name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name);
}
