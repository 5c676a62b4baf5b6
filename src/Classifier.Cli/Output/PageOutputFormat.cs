using Classifier.Cli.CommandLine;

namespace Classifier.Cli.Output;

/// <summary>Specifies the output format of scored pages.</summary>
internal enum PageOutputFormat
{
    /// <summary>Tables for terminals.</summary>
    Table,

    /// <summary>One JSON object per page, each on its own line, or in its own file if the output is a folder.</summary>
    Json,

    /// <summary>JSON Lines: one page per line.</summary>
    Jsonl,

    /// <summary>A report for browsers.</summary>
    Html,

    /// <summary>Comma-separated values with a header, one row per headline.</summary>
    Csv,

    /// <summary>Apache Parquet, one row per headline.</summary>
    Parquet,
}

/// <summary>Selects the output format of scored pages.</summary>
internal static class PageOutputFormats
{
    /// <summary>Returns the requested format, or else the format implied by the output path. Without a path the default is a
    /// table on a terminal and JSON elsewhere.</summary>
    /// <exception cref="CommandException">The file extension does not imply a format.</exception>
    public static PageOutputFormat Choose(PageOutputFormat? requested, string? output, CommandConsole console) =>
        requested
        ?? (
            OutputFile.IsStandardOutput(output)
                ? (console.IsOutputRedirected ? PageOutputFormat.Json : PageOutputFormat.Table)
                : FromPath(output!)
        );

    /// <summary>Determines whether JSON is written to a folder, one file per page: the output is an existing folder or has no
    /// file extension.</summary>
    public static bool IsFolder(string? output) =>
        !OutputFile.IsStandardOutput(output)
        && !File.Exists(output)
        && (Directory.Exists(output) || !Path.HasExtension(output));

    private static PageOutputFormat FromPath(string path) =>
        IsFolder(path)
            ? PageOutputFormat.Json
            : Path.GetExtension(OutputFile.IsGzip(path) ? path[..^3] : path).ToUpperInvariant() switch
            {
                ".JSON" => PageOutputFormat.Json,
                ".JSONL" or ".NDJSON" => PageOutputFormat.Jsonl,
                ".HTML" or ".HTM" => PageOutputFormat.Html,
                ".CSV" => PageOutputFormat.Csv,
                ".PARQUET" => PageOutputFormat.Parquet,
                ".TXT" => PageOutputFormat.Table,
                _ => throw new CommandException(
                    $"{path}: the file extension does not imply a format; specify --format table, json, jsonl, html, csv, or parquet."
                ),
            };
}
