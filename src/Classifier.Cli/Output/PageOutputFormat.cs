using Classifier.Cli.CommandLine;

namespace Classifier.Cli.Output;

/// <summary>How scored pages are written.</summary>
internal enum PageOutputFormat
{
    /// <summary>Tables for the eye.</summary>
    Table,

    /// <summary>One JSON object a page: a line each, or a file each where the output is a folder.</summary>
    Json,

    /// <summary>One JSON object a page, a line each.</summary>
    Jsonl,

    /// <summary>A report to open in a browser.</summary>
    Html,

    /// <summary>One row a headline, comma-separated with a header.</summary>
    Csv,

    /// <summary>One row a headline, in Apache Parquet.</summary>
    Parquet,
}

/// <summary>Chooses how pages are written, and where.</summary>
internal static class PageOutputFormats
{
    /// <summary>What was asked for, else what the output's name tells, else a table on a terminal and JSON elsewhere.</summary>
    /// <exception cref="CommandException">The file's name does not tell.</exception>
    public static PageOutputFormat Choose(PageOutputFormat? asked, string? output) =>
        asked
        ?? (
            OutputFile.IsStandardOutput(output)
                ? (Console.IsOutputRedirected ? PageOutputFormat.Json : PageOutputFormat.Table)
                : Of(output!)
        );

    /// <summary>Whether JSON goes into a folder, one file a page: the output is a folder, or its name has no ending.</summary>
    public static bool IsFolder(string? output) =>
        !OutputFile.IsStandardOutput(output)
        && !File.Exists(output)
        && (Directory.Exists(output) || !Path.HasExtension(output));

    private static PageOutputFormat Of(string path) =>
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
                    $"{path}: the name does not tell how to write the file; say so with --format table, json, jsonl, html, csv or parquet."
                ),
            };
}
