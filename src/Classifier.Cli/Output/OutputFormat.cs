using Classifier.Cli.CommandLine;

namespace Classifier.Cli.Output;

/// <summary>How results are written.</summary>
internal enum OutputFormat
{
    /// <summary>A table for the eye.</summary>
    Table,

    /// <summary>One JSON object a line.</summary>
    Jsonl,

    /// <summary>Comma-separated with a header.</summary>
    Csv,

    /// <summary>Tab-separated with a header, without quoting.</summary>
    Tsv,
}

/// <summary>Chooses how results are written.</summary>
internal static class OutputFormats
{
    /// <summary>What was asked for, else what the file's name tells, else a table on a terminal and JSON Lines elsewhere.</summary>
    /// <exception cref="CommandException">The file's name does not tell.</exception>
    public static OutputFormat Choose(OutputFormat? asked, string? output) =>
        asked
        ?? (
            OutputFile.IsStandardOutput(output)
                ? (Console.IsOutputRedirected ? OutputFormat.Jsonl : OutputFormat.Table)
                : Of(output!)
        );

    private static OutputFormat Of(string path) =>
        Path.GetExtension(OutputFile.IsGzip(path) ? path[..^3] : path).ToUpperInvariant() switch
        {
            ".JSONL" or ".NDJSON" => OutputFormat.Jsonl,
            ".CSV" => OutputFormat.Csv,
            ".TSV" => OutputFormat.Tsv,
            ".TXT" => OutputFormat.Table,
            _ => throw new CommandException(
                $"{path}: the name does not tell how to write the file; say so with --format table, jsonl, csv or tsv."
            ),
        };
}
