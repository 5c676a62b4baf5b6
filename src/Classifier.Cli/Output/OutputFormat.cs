using Classifier.Cli.CommandLine;

namespace Classifier.Cli.Output;

/// <summary>Specifies the output format of classified rows.</summary>
internal enum OutputFormat
{
    /// <summary>A table for terminals.</summary>
    Table,

    /// <summary>JSON Lines: one object per line.</summary>
    Jsonl,

    /// <summary>Comma-separated values with a header.</summary>
    Csv,

    /// <summary>Tab-separated values with a header, without quoting.</summary>
    Tsv,

    /// <summary>Apache Parquet.</summary>
    Parquet,
}

/// <summary>Selects the output format of classified rows.</summary>
internal static class OutputFormats
{
    /// <summary>Returns the requested format, or else the format implied by the file extension. Without a file the default is a
    /// table on a terminal and JSON Lines elsewhere.</summary>
    /// <exception cref="CommandException">The file extension does not imply a format.</exception>
    public static OutputFormat Choose(OutputFormat? requested, string? output, CommandConsole console) =>
        requested
        ?? (
            OutputFile.IsStandardOutput(output)
                ? (console.IsOutputRedirected ? OutputFormat.Jsonl : OutputFormat.Table)
                : FromExtension(output!)
        );

    private static OutputFormat FromExtension(string path) =>
        Path.GetExtension(OutputFile.IsGzip(path) ? path[..^3] : path).ToUpperInvariant() switch
        {
            ".JSONL" or ".NDJSON" => OutputFormat.Jsonl,
            ".CSV" => OutputFormat.Csv,
            ".TSV" => OutputFormat.Tsv,
            ".PARQUET" => OutputFormat.Parquet,
            ".TXT" => OutputFormat.Table,
            _ => throw new CommandException(
                $"{path}: the file extension does not imply a format; specify --format table, jsonl, csv, tsv, or parquet."
            ),
        };
}
