using System.Text;

namespace Classifier.Training.Data;

/// <summary>Detects the format of labeled headlines.</summary>
internal static class LabeledFormats
{
    private static ReadOnlySpan<byte> FastTextPrefix => "__label__"u8;

    /// <summary>Returns the format by the extension of the file or, for <c>.txt</c>, <c>.json</c>, and standard input, by the
    /// content.</summary>
    /// <exception cref="TrainingDataException">The format cannot be detected.</exception>
    public static LabeledFormat Detect(LabeledInput input, ReadOnlyMemory<byte> bytes) =>
        Path.GetExtension(FileBytes.NameWithoutGzip(input.Path)).ToLowerInvariant() switch
        {
            ".tsv" => LabeledFormat.Tsv,
            ".csv" => LabeledFormat.Csv,
            ".jsonl" or ".ndjson" => LabeledFormat.Jsonl,
            ".txt" or ".json" or "" => DetectByContent(input, bytes.Span),
            _ => throw new TrainingDataException(
                $"{input}: the file name must end in .tsv, .csv, .jsonl, .json, .txt, or .zip, optionally followed by .gz; otherwise give the format with --input-format."
            ),
        };

    private static LabeledFormat DetectByContent(LabeledInput input, ReadOnlySpan<byte> bytes)
    {
        var text = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        text = text.TrimStart(" \t\r\n"u8);
        if (text.StartsWith("["u8))
        {
            return LabeledFormat.Json;
        }

        if (text.StartsWith("{"u8))
        {
            return LabeledFormat.Jsonl;
        }

        if (text.StartsWith(FastTextPrefix))
        {
            throw new TrainingDataException(
                $"{input}: this is fastText's format; convert it with classifier data import fasttext."
            );
        }

        var end = text.IndexOf((byte)'\n');
        var header = end < 0 ? text : text[..end];
        if (header.Contains((byte)'\t'))
        {
            return LabeledFormat.Tsv;
        }

        return header.ContainsAny((byte)',', (byte)';') || input.Options.Delimiter is not null
            ? LabeledFormat.Csv
            : throw new TrainingDataException(
                $"{input}: the first line must name the columns, such as text and topic, separated by tabs or commas. A file with one headline per line has no labels; classifier classify reads it."
            );
    }
}
