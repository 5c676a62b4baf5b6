using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Classifier.Training.Data;

/// <summary>Reads files whole, decompressed where their name ends in .gz, and finds what is not UTF-8 in them.</summary>
internal static class FileBytes
{
    /// <summary>The content of a file.</summary>
    /// <exception cref="TrainingDataException">There is none of that name, or it is not whole.</exception>
    public static ReadOnlyMemory<byte> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new TrainingDataException(
                $"{path}: {(Directory.Exists(path) ? "this is a folder; name the files in it." : "there is no such file.")}"
            );
        }

        try
        {
            using var file = File.OpenRead(path);
            return IsGzip(path) ? Decompress(file) : File.ReadAllBytes(path);
        }
        catch (InvalidDataException e)
        {
            throw new TrainingDataException($"{path}: not readable as gzip: {e.Message}", e);
        }
    }

    /// <summary>Whether a file's name says that it is compressed.</summary>
    public static bool IsGzip(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    /// <summary>A file's name without its folder and without .gz.</summary>
    public static string BareName(string path) => IsGzip(path) ? Path.GetFileName(path)[..^3] : Path.GetFileName(path);

    /// <summary>A reader of the text; what is not UTF-8 becomes U+FFFD.</summary>
    public static StreamReader Reader(ReadOnlyMemory<byte> bytes) => new(AsStream(bytes), new UTF8Encoding(false));

    /// <summary>What separates the cells of a CSV, told by its first line: a semicolon, as spreadsheets write where a comma is
    /// the decimal sign, a tab, or else a comma.</summary>
    public static char Separator(ReadOnlyMemory<byte> bytes)
    {
        var end = bytes.Span.IndexOf((byte)'\n');
        var header = end < 0 ? bytes.Span : bytes.Span[..end];
        var (commas, semicolons, tabs) = (header.Count((byte)','), header.Count((byte)';'), header.Count((byte)'\t'));
        return semicolons > commas && semicolons >= tabs ? ';'
            : tabs > commas ? '\t'
            : ',';
    }

    /// <summary>The first byte on each line that is not part of a character in UTF-8 (RFC 3629).</summary>
    /// <param name="bytes">The text.</param>
    /// <returns>Defects with the number of the byte in the file, from 1.</returns>
    public static IEnumerable<RowDefect> NotUtf8(ReadOnlyMemory<byte> bytes)
    {
        if (Utf8.IsValid(bytes.Span))
        {
            yield break;
        }

        if (
            bytes.Span.StartsWith(Encoding.Unicode.Preamble)
            || bytes.Span.StartsWith(Encoding.BigEndianUnicode.Preamble)
        )
        {
            yield return new RowDefect(
                RowDefectKind.NotUtf8,
                1,
                "byte 1",
                "this is UTF-16, not UTF-8; save the file as UTF-8."
            );
            yield break;
        }

        var line = 1L;
        for (var start = 0; start < bytes.Length; line++)
        {
            var length = bytes.Span[start..].IndexOf((byte)'\n') + 1;
            var end = length == 0 ? bytes.Length : start + length;
            if (FirstInvalid(bytes.Span[start..end]) is { } at)
            {
                yield return new RowDefect(
                    RowDefectKind.NotUtf8,
                    line,
                    $"byte {start + at + 1} of the file",
                    $"0x{bytes.Span[start + at]:X2} is not UTF-8 here; save the file as UTF-8."
                );
            }

            start = end;
        }
    }

    private static int? FirstInvalid(ReadOnlySpan<byte> line)
    {
        for (var at = 0; at < line.Length; )
        {
            if (Rune.DecodeFromUtf8(line[at..], out _, out var consumed) != OperationStatus.Done)
            {
                return at;
            }

            at += consumed;
        }

        return null;
    }

    private static ReadOnlyMemory<byte> Decompress(Stream file)
    {
        using var gzip = WholeGzipStream.Open(file);
        using var text = new MemoryStream();
        gzip.CopyTo(text);
        return text.GetBuffer().AsMemory(0, (int)text.Length);
    }

    private static MemoryStream AsStream(ReadOnlyMemory<byte> bytes) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);
}
