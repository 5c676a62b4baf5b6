using System.Text;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Sources;
using Classifier.Training.Data;

namespace Classifier.Cli.Input;

/// <summary>Represents a file of headlines that can be opened.</summary>
/// <param name="Name">The name for messages and rows.</param>
/// <param name="Length">The size in bytes; 0 if it is unknown.</param>
/// <param name="OpenBytes">Opens the content.</param>
internal sealed record HeadlineFile(string Name, long Length, Func<Stream> OpenBytes)
{
    // Includes the bytes of the byte order mark.
    private static readonly byte[] WhiteSpace = [.. Encoding.UTF8.Preamble, .. " \t\r\n"u8];

    /// <summary>Opens the file.</summary>
    /// <param name="options">How to read it.</param>
    /// <exception cref="CommandException">The format is unknown, or the file has no such column.</exception>
    /// <exception cref="InvalidDataException">The file is compressed and corrupt.</exception>
    public IHeadlineReader Open(HeadlineInputOptions options)
    {
        var bytes = OpenBytes();
        try
        {
            return Open(bytes, options.Format ?? InputFormats.FromFileName(Name), options);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    private IHeadlineReader Open(Stream bytes, InputFormat format, HeadlineInputOptions options)
    {
        if (format == InputFormat.Parquet)
        {
            return bytes.CanSeek && !InputFormats.IsGzip(Name)
                ? new ParquetRowReader(bytes, options.Column, Name)
                : throw new CommandException(
                    $"{Name}: Parquet can be read only from a file of its own, not from standard input or inside another compression."
                );
        }

        var content = InputFormats.IsGzip(Name) ? VerifiedGzipStream.Open(bytes) : bytes;
        var delimiter = options.Delimiter ?? (format == InputFormat.Tsv ? '\t' : null);
        if (format != InputFormat.Json && (format != InputFormat.Csv || delimiter is not null))
        {
            // These need no look at the content, which would wait for more rows than a writer to a pipe may send at first.
            return Read(content, format, delimiter, options);
        }

        var peeked = new PeekedStream(content);
        if (format == InputFormat.Json)
        {
            // A file of JSON Lines is often named .json.
            format = peeked.Head.TrimStart(WhiteSpace).StartsWith("{"u8) ? InputFormat.Jsonl : InputFormat.Json;
        }

        return Read(peeked, format, delimiter ?? CsvSeparator.Detect(peeked.Head), options);
    }

    private IHeadlineReader Read(Stream content, InputFormat format, char? delimiter, HeadlineInputOptions options) =>
        format switch
        {
            InputFormat.Json => new JsonArrayRowReader(content, options.Encoding, options.Column),
            InputFormat.Txt => new TextRowReader(Decode(content, options)),
            InputFormat.Jsonl => new JsonLinesRowReader(Decode(content, options), options.Column),
            _ => new DelimitedRowReader(Decode(content, options), format, delimiter!.Value, options.Column, Name),
        };

    private static StreamReader Decode(Stream content, HeadlineInputOptions options) =>
        new(
            content,
            Encoding.GetEncoding(
                (options.Encoding ?? Encoding.UTF8).CodePage,
                EncoderFallback.ReplacementFallback,
                new DecoderReplacementFallback(HeadlineSource.InvalidByteMarker.ToString())
            ),
            detectEncodingFromByteOrderMarks: true,
            bufferSize: 64 * 1024
        );
}
