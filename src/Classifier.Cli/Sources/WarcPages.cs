using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Classifier.Pages;

namespace Classifier.Cli.Sources;

/// <summary>Reads pages from web archives (WARC 1.0 and 1.1, ISO 28500): HTTP responses with status 200 and resources whose type
/// is HTML, text, or XML, and the plain text of conversion records. Other records are skipped.</summary>
internal static class WarcPages
{
    private const int MaxHeaderLength = 64 * 1024;
    private const int MaxLineLength = 8 * 1024;

    /// <summary>The maximum size of a record: a page and its HTTP headers.</summary>
    private const int MaxBlockLength = PageReader.MaxBytes + MaxHeaderLength;

    /// <summary>Enumerates all pages.</summary>
    /// <exception cref="InvalidDataException">A record is invalid or truncated; the message has its number.</exception>
    public static IEnumerable<SourcePage> Read(Stream stream)
    {
        using var bytes = new BufferedStream(stream, 64 * 1024);
        for (var number = 1L; ReadHeader(bytes, number) is { } header; number++)
        {
            if (
                !long.TryParse(
                    header.GetValueOrDefault("Content-Length"),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var length
                )
            )
            {
                throw new InvalidDataException($"record {number} has no Content-Length.");
            }

            var address = header.GetValueOrDefault("WARC-Target-URI", "").Trim('<', '>');
            var wanted =
                header.GetValueOrDefault("WARC-Type") is "response" or "resource" or "conversion"
                && Uri.TryCreate(address, UriKind.Absolute, out var url)
                && url.Scheme is "http" or "https";
            if (!wanted || length > MaxBlockLength)
            {
                Skip(bytes, length, number);
                if (wanted)
                {
                    yield return SourcePage.Failed(address, BoundedContent.TooLarge().Message);
                }

                continue;
            }

            var block = new byte[length];
            if (bytes.ReadAtLeast(block, block.Length, throwOnEndOfStream: false) < length)
            {
                throw Truncated(number);
            }

            var type = header.GetValueOrDefault("Content-Type", "");
            if (header["WARC-Type"] != "response")
            {
                if (IsPage(type))
                {
                    yield return SourcePage.Of(
                        address,
                        new PageBytes(block, Charset: Charset(type), Url: new Uri(address))
                    );
                }
            }
            else if (HttpBlock.Read(block) is { } response && IsPage(response.ContentType))
            {
                yield return SourcePage.Of(
                    address,
                    () =>
                        new PageBytes(response.Decode(), Charset: Charset(response.ContentType), Url: new Uri(address))
                );
            }
        }
    }

    /// <summary>Reads the header fields of a record; returns null at the end of the file.</summary>
    private static Dictionary<string, string>? ReadHeader(Stream bytes, long number)
    {
        string? line;
        do
        {
            line = ReadLine(bytes);
        } while (line is { Length: 0 });
        if (line is null)
        {
            return null;
        }

        if (!line.StartsWith("WARC/1.", StringComparison.Ordinal))
        {
            throw new InvalidDataException($"record {number} does not start with WARC/1.");
        }

        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var size = 0;
        while ((line = ReadLine(bytes) ?? throw Truncated(number)).Length > 0)
        {
            size += line.Length;
            if (size > MaxHeaderLength)
            {
                throw new InvalidDataException(
                    $"record {number} has a header of more than {MaxHeaderLength:N0} bytes."
                );
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                fields[line[..colon].Trim()] = line[(colon + 1)..].Trim();
            }
        }

        return fields;
    }

    private static string? ReadLine(Stream bytes)
    {
        var line = new List<byte>(128);
        for (int value; (value = bytes.ReadByte()) >= 0; )
        {
            if (value == '\n')
            {
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            }

            line.Add((byte)value);
            if (line.Count > MaxLineLength)
            {
                throw new InvalidDataException($"a header has a line of more than {MaxLineLength:N0} bytes.");
            }
        }

        return line.Count > 0 ? Encoding.UTF8.GetString([.. line]) : null;
    }

    private static void Skip(Stream bytes, long length, long number)
    {
        var buffer = new byte[64 * 1024];
        while (length > 0)
        {
            var read = bytes.Read(buffer, 0, (int)Math.Min(buffer.Length, length));
            length -= read > 0 ? read : throw Truncated(number);
        }
    }

    private static bool IsPage(string contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
            ? type.MediaType?.ToLowerInvariant()
                is "text/html"
                    or "application/xhtml+xml"
                    or "text/plain"
                    or "text/xml"
                    or "application/xml"
                    or "application/rss+xml"
                    or "application/atom+xml"
            : contentType.Length == 0;

    private static string? Charset(string contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) ? type.CharSet : null;

    private static InvalidDataException Truncated(long number) =>
        new($"it ends inside record {number}; get a complete copy.");
}
