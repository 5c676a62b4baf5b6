using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Classifier.Pages;

namespace Classifier.Cli.Sources;

/// <summary>Reads pages from a web archive (WARC 1.0 and 1.1, ISO 28500): HTTP responses of status 200 that are HTML, text
/// or XML, resources of these types, and the plain text of conversion records. All else is passed over.</summary>
internal static class WarcPages
{
    private const int LongestHeader = 64 * 1024;
    private const int LongestLine = 8 * 1024;

    /// <summary>A page in a record has the headers of HTTP before it, and may be compressed: never to much more.</summary>
    private const int LongestBlock = PageReader.MaxBytes + LongestHeader;

    /// <summary>Reads all pages.</summary>
    /// <exception cref="InvalidDataException">A record is none, or the file ends inside it; the message tells its number.</exception>
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
            if (!wanted || length > LongestBlock)
            {
                Skip(bytes, length, number);
                if (wanted)
                {
                    yield return SourcePage.Bad(address, BoundedContent.TooLarge().Message);
                }

                continue;
            }

            var block = new byte[length];
            if (bytes.ReadAtLeast(block, block.Length, throwOnEndOfStream: false) < length)
            {
                throw CutOff(number);
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

    /// <summary>The fields of a record's header; null at the end of the file.</summary>
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
            throw new InvalidDataException($"record {number} does not begin with WARC/1.");
        }

        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var size = 0;
        while ((line = ReadLine(bytes) ?? throw CutOff(number)).Length > 0)
        {
            size += line.Length;
            if (size > LongestHeader)
            {
                throw new InvalidDataException($"record {number} has a header of more than {LongestHeader:N0} bytes.");
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
            if (line.Count > LongestLine)
            {
                throw new InvalidDataException($"a header has a line of more than {LongestLine:N0} bytes.");
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
            length -= read > 0 ? read : throw CutOff(number);
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

    private static InvalidDataException CutOff(long number) =>
        new($"it ends inside record {number}; get a whole copy.");
}
