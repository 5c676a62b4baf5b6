using Classifier.Cli.CommandLine;

namespace Classifier.Cli.Input;

/// <summary>How a file of headlines is written.</summary>
internal enum InputFormat
{
    /// <summary>One headline a line.</summary>
    Txt,

    /// <summary>One JSON object a line.</summary>
    Jsonl,

    /// <summary>Comma-separated with a header, quoted after RFC 4180.</summary>
    Csv,

    /// <summary>Tab-separated with a header, without quoting.</summary>
    Tsv,
}

/// <summary>Tells how a file of headlines is written.</summary>
internal static class InputFormats
{
    /// <summary>The format of a file by its name; what stands before <c>.gz</c> counts.</summary>
    /// <exception cref="CommandException">The name does not tell.</exception>
    public static InputFormat FromFileName(string path)
    {
        var name = IsGzip(path) ? path[..^3] : path;
        return Path.GetExtension(name).ToUpperInvariant() switch
        {
            ".TXT" => InputFormat.Txt,
            ".JSONL" or ".NDJSON" => InputFormat.Jsonl,
            ".CSV" => InputFormat.Csv,
            ".TSV" => InputFormat.Tsv,
            _ => throw new CommandException(
                $"{path}: the name does not tell how the file is written; say so with --input-format txt, jsonl, csv or tsv."
            ),
        };
    }

    /// <summary>Whether a file is compressed, by its name.</summary>
    public static bool IsGzip(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
}
