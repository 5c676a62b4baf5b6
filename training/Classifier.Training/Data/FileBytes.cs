using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Classifier.Training.Data;

/// <summary>Reads whole files, decompresses those whose name ends in <c>.gz</c>, and finds invalid UTF-8.</summary>
internal static class FileBytes
{
    private static readonly byte[] GzipMagic = [0x1f, 0x8b];

    /// <summary>Reads and, if necessary, decompresses a file.</summary>
    /// <exception cref="TrainingDataException">The file does not exist, or is truncated, corrupt, or too large.</exception>
    public static ReadOnlyMemory<byte> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new TrainingDataException(
                $"{path}: {(Directory.Exists(path) ? "this is a folder; specify the files in it." : "the file does not exist.")}"
            );
        }

        using var file = File.OpenRead(path);
        return IsGzip(path) ? Decompress(file, path) : ReadAll(file, path);
    }

    /// <summary>Decompresses content that begins like a gzip file; returns other content unchanged.</summary>
    /// <exception cref="TrainingDataException">The gzip content is truncated or corrupt.</exception>
    public static ReadOnlyMemory<byte> Decompress(byte[] content, string path) =>
        content.AsSpan().StartsWith(GzipMagic) ? Decompress(new MemoryStream(content), path) : content;

    /// <summary>Reads a stream to its end.</summary>
    /// <exception cref="TrainingDataException">The content exceeds the maximum size of an array, about 2 GB.</exception>
    public static byte[] ReadAll(Stream stream, string path)
    {
        using var content = new MemoryStream(stream.CanSeek ? (int)Math.Min(stream.Length, Array.MaxLength) : 0);
        CopyTo(stream, content, path);
        return content.Length == content.Capacity ? content.GetBuffer() : content.ToArray();
    }

    /// <summary>Determines whether a file name ends in <c>.gz</c>.</summary>
    public static bool IsGzip(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the file name without its folder and <c>.gz</c>.</summary>
    public static string NameWithoutGzip(string path) =>
        IsGzip(path) ? Path.GetFileName(path)[..^3] : Path.GetFileName(path);

    /// <summary>Opens a reader of UTF-8 text that replaces invalid bytes with U+FFFD.</summary>
    public static StreamReader OpenReader(ReadOnlyMemory<byte> bytes) => new(AsStream(bytes), new UTF8Encoding(false));

    /// <summary>Finds the first byte on each line that is not valid UTF-8 (RFC 3629).</summary>
    /// <param name="bytes">The text.</param>
    /// <returns>Defects with the position of the byte in the file, starting at 1.</returns>
    public static IEnumerable<RowDefect> FindInvalidUtf8(ReadOnlyMemory<byte> bytes)
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
                "the file is encoded in UTF-16; use --encoding utf-16, or save it as UTF-8."
            );
            yield break;
        }

        var line = 1L;
        for (var start = 0; start < bytes.Length; line++)
        {
            var length = bytes.Span[start..].IndexOf((byte)'\n') + 1;
            var end = length == 0 ? bytes.Length : start + length;
            if (FindFirstInvalid(bytes.Span[start..end]) is { } at)
            {
                yield return new RowDefect(
                    RowDefectKind.NotUtf8,
                    line,
                    $"byte {start + at + 1} of the file",
                    $"0x{bytes.Span[start + at]:X2} is not valid UTF-8; give the encoding, often --encoding windows-1252, or save the file as UTF-8."
                );
            }

            start = end;
        }
    }

    private static int? FindFirstInvalid(ReadOnlySpan<byte> line)
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

    private static ReadOnlyMemory<byte> Decompress(Stream file, string path)
    {
        try
        {
            using var gzip = VerifiedGzipStream.Open(file);
            using var text = new MemoryStream();
            CopyTo(gzip, text, path);
            return text.GetBuffer().AsMemory(0, (int)text.Length);
        }
        catch (InvalidDataException e)
        {
            throw new TrainingDataException($"{path}: {VerifiedGzipStream.CorruptMessage}", e);
        }
    }

    private static void CopyTo(Stream source, MemoryStream destination, string path)
    {
        var buffer = new byte[128 * 1024];
        int count;
        while ((count = source.Read(buffer)) > 0)
        {
            if (destination.Length + count > Array.MaxLength)
            {
                throw new TrainingDataException($"{path}: the file is larger than 2 GB; split it into several files.");
            }

            destination.Write(buffer, 0, count);
        }
    }

    private static MemoryStream AsStream(ReadOnlyMemory<byte> bytes) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);
}
