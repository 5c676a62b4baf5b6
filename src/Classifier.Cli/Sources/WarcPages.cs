using System.Globalization;
using System.Net.Http.Headers;
using Classifier.Pages;

namespace Classifier.Cli.Sources;

/// <summary>Reads pages from web archives (WARC 1.0 and 1.1, ISO 28500): HTTP responses with status 200 and resources whose type
/// is HTML, text, or XML, and the plain text of conversion records. Other records are skipped. An invalid record is reported, and
/// reading resumes at the next record.</summary>
internal static class WarcPages
{
    /// <summary>The maximum size of a record: a page and its HTTP headers.</summary>
    public const int MaxBlockLength = PageReader.MaxBytes + MaxHeaderLength;

    private const int MaxHeaderLength = 64 * 1024;

    /// <summary>Enumerates all pages.</summary>
    /// <param name="name">The name of the file in results.</param>
    /// <param name="stream">The file, already decompressed.</param>
    /// <exception cref="InvalidDataException">A record is truncated; the message has its number.</exception>
    /// <exception cref="PageReadException">The archive has no pages.</exception>
    public static IEnumerable<SourcePage> Read(string name, Stream stream)
    {
        using var input = new RecordStream(stream);
        var (records, pages) = (0L, 0L);
        while (FindRecord(input, out var skipped) is var found && (found || skipped))
        {
            records++;
            if (skipped)
            {
                pages++;
                yield return SourcePage.Failed($"{name}:{records}", $"record {records} does not start with WARC/1.");
                continue;
            }

            var header = ReadHeader(input, records);
            var address = header.GetValueOrDefault("WARC-Target-URI", "").Trim('<', '>');
            var wanted =
                header.GetValueOrDefault("WARC-Type") is "response" or "resource" or "conversion"
                && Uri.TryCreate(address, UriKind.Absolute, out var url)
                && url.Scheme is "http" or "https";
            var hasLength = long.TryParse(
                header.GetValueOrDefault("Content-Length"),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var length
            );
            if (!hasLength)
            {
                pages++;
                yield return SourcePage.Failed(
                    wanted ? address : $"{name}:{records}",
                    $"record {records} has no valid Content-Length"
                );
            }
            else if (length > MaxBlockLength)
            {
                input.Skip(length, records);
                if (wanted)
                {
                    pages++;
                    yield return SourcePage.Failed(address, BoundedContent.TooLarge().Message);
                }
            }
            else if (
                ReadBlock(input, (int)length, records) is var block
                && wanted
                && Page(header, address, block) is { } page
            )
            {
                pages++;
                yield return page;
            }
        }

        if (pages == 0)
        {
            throw NoPages(records);
        }
    }

    /// <summary>Determines whether a content type is that of a page, a feed, or a sitemap.</summary>
    public static bool IsPage(string contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
            ? type.MediaType?.ToLowerInvariant()
                is "text/html"
                    or "application/xhtml+xml"
                    or "text/plain"
                    or "text/xml"
                    or "application/xml"
                    or "application/rss+xml"
                    or "application/atom+xml"
                    or "application/rdf+xml"
            : contentType.Length == 0;

    /// <summary>Decodes the body of an HTTP response.</summary>
    public static PageBytes Decode(HttpBlock response, Uri url) =>
        new(response.Decode(), Charset: Charset(response.ContentType), Url: url);

    /// <summary>Creates the exception for an archive without pages.</summary>
    public static PageReadException NoPages(long records) =>
        new(
            $"the web archive contains no pages: none of its {records:N0} records is an HTML, text, or XML response with status 200"
        );

    private static SourcePage? Page(Dictionary<string, string> header, string address, byte[] block)
    {
        var type = header.GetValueOrDefault("Content-Type", "");
        var url = new Uri(address);
        return header["WARC-Type"] != "response"
            ? IsPage(type)
                ? SourcePage.Of(address, new PageBytes(block, Charset: Charset(type), Url: url))
                : null
            : HttpBlock.Read(block) is { } response && IsPage(response.ContentType)
                ? SourcePage.Of(address, () => Decode(response, url))
                : null;
    }

    /// <summary>Moves to the line after the next version line.</summary>
    /// <param name="input">The archive.</param>
    /// <param name="skipped">Whether other content was skipped; the version line is then read again by the next call.</param>
    /// <returns>False at the end of the file.</returns>
    private static bool FindRecord(RecordStream input, out bool skipped)
    {
        skipped = false;
        while (input.ReadLine() is { } line)
        {
            if (line.StartsWith("WARC/1.", StringComparison.Ordinal))
            {
                if (skipped)
                {
                    input.PushBack(System.Text.Encoding.UTF8.GetBytes(line + "\r\n"));
                }

                return true;
            }

            skipped |= line.Length > 0;
        }

        return false;
    }

    private static Dictionary<string, string> ReadHeader(RecordStream input, long record)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var size = 0;
        while (input.ReadLine() is { Length: > 0 } line && size <= MaxHeaderLength)
        {
            size += line.Length;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                fields[line[..colon].Trim()] = line[(colon + 1)..].Trim();
            }
        }

        return fields.Count > 0
            ? fields
            : throw new InvalidDataException($"it ends inside record {record}; get a complete copy.");
    }

    // A wrong length must not hide the following records, so a block ends at the latest before the next version line.
    private static byte[] ReadBlock(RecordStream input, int length, long record)
    {
        var block = input.ReadAtMost(length);
        var separator = input.ReadAtMost(4);
        if (block.Length == length && (separator.Length == 0 || separator[0] is (byte)'\r' or (byte)'\n'))
        {
            input.PushBack(separator);
            return block;
        }

        var next = block.AsSpan().IndexOf("\r\n\r\nWARC/1."u8);
        if (next >= 0)
        {
            input.PushBack(separator);
            input.PushBack(block.AsMemory(next + 4));
            return block[..next];
        }

        input.PushBack(separator);
        return block.Length == length
            ? block
            : throw new InvalidDataException($"it ends inside record {record}; get a complete copy.");
    }

    private static string? Charset(string contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) ? type.CharSet : null;
}
