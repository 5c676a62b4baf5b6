using Classifier.Cli.CommandLine;

namespace Classifier.Cli.Input;

/// <summary>Specifies the format of a file of headlines.</summary>
internal enum InputFormat
{
    /// <summary>One headline per line.</summary>
    Txt,

    /// <summary>One JSON object per line.</summary>
    Jsonl,

    /// <summary>Comma-separated with a header, quoted as in RFC 4180.</summary>
    Csv,

    /// <summary>Tab-separated with a header, without quoting.</summary>
    Tsv,
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
            _ => throw new CommandException(
                $"{path}: unknown file type; give its format with --input-format txt, jsonl, csv or tsv."
            ),
        };
    }

    /// <summary>Determines whether the name of a file ends in <c>.gz</c>.</summary>
    public static bool IsGzip(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
}
