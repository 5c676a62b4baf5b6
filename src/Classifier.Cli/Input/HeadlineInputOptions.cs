using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;

namespace Classifier.Cli.Input;

/// <summary>Specifies how to read a file of headlines.</summary>
/// <param name="Format">The format; null to derive it from the file's name.</param>
/// <param name="Column">The column or field that holds the headline.</param>
/// <param name="Encoding">The encoding; null for UTF-8, or UTF-16 with a byte order mark.</param>
/// <param name="Delimiter">The delimiter of CSV and TSV; null for a tab in TSV, and to detect it in CSV.</param>
internal sealed record HeadlineInputOptions(
    InputFormat? Format,
    HeadlineColumn Column,
    Encoding? Encoding = null,
    char? Delimiter = null
)
{
    /// <summary>Creates <c>--encoding</c>.</summary>
    public static Option<Encoding?> CreateEncoding() =>
        new("--encoding")
        {
            Description = "The encoding of the data, such as utf-16 or windows-1252. Default: utf-8.",
            HelpName = "NAME",
            CustomParser = ParseEncoding,
        };

    /// <summary>Creates <c>--delimiter</c>.</summary>
    public static Option<char?> CreateDelimiter() =>
        new("--delimiter")
        {
            Description = "The delimiter of CSV and TSV: a character, or tab. Default: detected in CSV, tab in TSV.",
            HelpName = "CHAR",
            CustomParser = ParseDelimiter,
        };

    private static Encoding? ParseEncoding(ArgumentResult result)
    {
        var name = result.Tokens[0].Value;
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            result.AddError(
                $"--encoding must be the name of an encoding, such as utf-8, utf-16, windows-1252 or iso-8859-1, not '{name}'."
            );
            return null;
        }
    }

    private static char? ParseDelimiter(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text is "tab" or "\\t")
        {
            return '\t';
        }

        if (text is [not ('"' or '\r' or '\n') and var delimiter])
        {
            return delimiter;
        }

        result.AddError($"--delimiter must be a single character other than a quote, or tab, not '{text}'.");
        return null;
    }
}
