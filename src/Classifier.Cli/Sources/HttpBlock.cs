using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Classifier.Cli.Sources;

/// <summary>Represents an HTTP/1 response in a web archive: status line, headers, and a body that may still be chunked and
/// compressed.</summary>
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

    /// <summary>Gets the value of the Content-Type header; empty if there is none.</summary>
    public string ContentType => _headers.GetValueOrDefault("Content-Type", "");

    /// <summary>Parses a response.</summary>
    /// <returns>The response; null if the block is not an HTTP response with status 200.</returns>
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

    /// <summary>Decodes the transfer and content encodings of the body.</summary>
    /// <exception cref="PageReadException">The body is empty, too large, or has an unknown encoding.</exception>
    /// <exception cref="InvalidDataException">The compressed data is corrupt.</exception>
    public byte[] Decode()
    {
        var body = _headers
            .GetValueOrDefault("Transfer-Encoding", "")
            .Contains("chunked", StringComparison.OrdinalIgnoreCase)
            ? Unchunk(_body)
            : _body;
        using var stream = new MemoryStream(body.ToArray());
        // Some archives store a decoded body together with the original header.
        var encoding = _headers.GetValueOrDefault("Content-Encoding", "").ToLowerInvariant();
        using Stream decoded = encoding switch
        {
            "gzip" or "x-gzip" when body.Span.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]) => new GZipStream(
                stream,
                CompressionMode.Decompress
            ),
            "deflate" => new ZLibStream(stream, CompressionMode.Decompress),
            "br" when ContentKinds.Detect(body.Span) is not ContentKind.Html => new BrotliStream(
                stream,
                CompressionMode.Decompress
            ),
            "" or "identity" or "gzip" or "x-gzip" or "br" => stream,
            _ => throw new PageReadException($"the page has the unsupported content encoding {encoding}"),
        };
        try
        {
            return BoundedContent.Read(decoded);
        }
        catch (InvalidOperationException exception)
        {
            // BrotliStream throws this exception for data that is not Brotli.
            throw new PageReadException($"the body is not encoded as {encoding}, unlike its header states", exception);
        }
    }

    // RFC 9112, section 7.1. Some archives keep the header but remove the chunking, so a body that is not chunked is returned unchanged.
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
