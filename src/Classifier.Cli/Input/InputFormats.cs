using Classifier.Cli.CommandLine;

namespace Classifier.Cli.Input;

/// <summary>Specifies the format of a file of headlines.</summary>
internal enum InputFormat
{
    /// <summary>One headline per line.</summary>
    Txt,

    /// <summary>One JSON object per line.</summary>
    Jsonl,

    /// <summary>Separated by commas, semicolons, or tabs, with a header, quoted as in RFC 4180.</summary>
    Csv,

    /// <summary>Tab-separated with a header, without quoting.</summary>
    Tsv,

    /// <summary>A JSON array of objects.</summary>
    Json,

    /// <summary>Apache Parquet.</summary>
    Parquet,
}

/// <summary>Derives the format of a file of headlines from its name.</summary>
internal static class InputFormats
{
    /// <summary>Returns the format for the extension of a file, or for the extension before <c>.gz</c>.</summary>
    /// <exception cref="CommandException">The extension is unknown.</exception>
    public static InputFormat FromFileName(string path)
    {
        var name = IsGzip(path) ? path[..^3] : path;
        return Path.GetExtension(name).ToUpperInvariant() switch
        {
            ".TXT" => InputFormat.Txt,
            ".JSONL" or ".NDJSON" => InputFormat.Jsonl,
            ".CSV" => InputFormat.Csv,
            ".TSV" => InputFormat.Tsv,
            ".JSON" => InputFormat.Json,
            ".PARQUET" => InputFormat.Parquet,
            _ => throw new CommandException(
                $"{path}: unknown file type; give its format with --input-format txt, jsonl, json, csv, tsv, or parquet."
            ),
        };
    }

    /// <summary>Determines whether a file in a folder or an archive is a file of headlines.</summary>
    public static bool IsKnown(string path) =>
        Path.GetExtension(IsGzip(path) ? path[..^3] : path).ToUpperInvariant()
            is ".TXT"
                or ".JSONL"
                or ".NDJSON"
                or ".CSV"
                or ".TSV"
                or ".JSON"
                or ".PARQUET";

    /// <summary>Determines whether the name of a file ends in <c>.gz</c>.</summary>
    public static bool IsGzip(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
}
