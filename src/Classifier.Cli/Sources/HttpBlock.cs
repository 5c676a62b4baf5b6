using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Classifier.Cli.Sources;

/// <summary>An HTTP/1 response as web archives keep it: status line, headers, and a body that may still be chunked and
/// compressed as it came over the wire.</summary>
internal sealed class HttpBlock
{
    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);
    private readonly ReadOnlyMemory<byte> _body;

    private HttpBlock(string head, ReadOnlyMemory<byte> body)
    {
        _body = body;
        foreach (var line in head.Split('\n').Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                _headers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
            }
        }
    }

    /// <summary>The declared type, with its charset; empty when none was declared.</summary>
    public string ContentType => _headers.GetValueOrDefault("Content-Type", "");

    /// <summary>Reads a response.</summary>
    /// <returns>The response; null when it is none, or has another status than 200.</returns>
    public static HttpBlock? Read(ReadOnlyMemory<byte> block)
    {
        var (end, gap) = (block.Span.IndexOf("\r\n\r\n"u8), 4);
        if (end < 0)
        {
            (end, gap) = (block.Span.IndexOf("\n\n"u8), 2);
        }

        if (end < 0 || !block.Span.StartsWith("HTTP/"u8))
        {
            return null;
        }

        var head = Encoding.Latin1.GetString(block.Span[..end]);
        return head.Split(' ', 3) is [_, var status, ..] && status.Trim() is "200" or "200\r"
            ? new HttpBlock(head, block[(end + gap)..])
            : null;
    }

    /// <summary>The body as the server meant it.</summary>
    /// <exception cref="PageDefectException">It is empty, too large, or of an unknown encoding.</exception>
    /// <exception cref="InvalidDataException">It is broken.</exception>
    public byte[] Decode()
    {
        var body = _headers
            .GetValueOrDefault("Transfer-Encoding", "")
            .Contains("chunked", StringComparison.OrdinalIgnoreCase)
            ? Unchunk(_body)
            : _body;
        using var stream = new MemoryStream(body.ToArray());
        // Some archives keep the header but decode the body.
        var encoding = _headers.GetValueOrDefault("Content-Encoding", "").ToLowerInvariant();
        using Stream decoded = encoding switch
        {
            "gzip" or "x-gzip" when body.Span.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]) => new GZipStream(
                stream,
                CompressionMode.Decompress
            ),
            "deflate" => new ZLibStream(stream, CompressionMode.Decompress),
            "br" when ContentKinds.Of(body.Span) is not ContentKind.Html => new BrotliStream(
                stream,
                CompressionMode.Decompress
            ),
            "" or "identity" or "gzip" or "x-gzip" or "br" => stream,
            _ => throw new PageDefectException($"the page is compressed as {encoding}, which cannot be read"),
        };
        try
        {
            return BoundedContent.Read(decoded);
        }
        catch (InvalidOperationException exception)
        {
            // What BrotliStream throws for what is no brotli.
            throw new PageDefectException($"the page is not compressed as {encoding}, as its header says", exception);
        }
    }

    // RFC 9112, section 7.1. Archives that keep the header but not the chunks are met too, so a body that is not chunked is left as it is.
    private static ReadOnlyMemory<byte> Unchunk(ReadOnlyMemory<byte> body)
    {
        using var whole = new MemoryStream(body.Length);
        var rest = body.Span;
        while (true)
        {
            var line = rest.IndexOf("\r\n"u8);
            if (line < 0)
            {
                return body;
            }

            var size = Encoding.Latin1.GetString(rest[..line]).Split(';')[0].Trim();
            if (
                !int.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var length)
                || length < 0
                || length > rest.Length - line - 2
            )
            {
                return body;
            }

            if (length == 0)
            {
                return whole.ToArray();
            }

            whole.Write(rest.Slice(line + 2, length));
            rest = rest[(line + 2 + length)..];
            if (rest.StartsWith("\r\n"u8))
            {
                rest = rest[2..];
            }
        }
    }
}
