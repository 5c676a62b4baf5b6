using System.Globalization;

namespace Classifier.Cli.Sources;

/// <summary>Reads pages from ARC files, the predecessor of WARC (Internet Archive, ARC File Format 1.0 and 2.0): HTTP responses with
/// status 200 whose type is HTML, text, or XML.</summary>
internal static class ArcPages
{
    /// <summary>Enumerates all pages.</summary>
    /// <param name="name">The name of the file in results.</param>
    /// <param name="stream">The file, already decompressed.</param>
    /// <exception cref="InvalidDataException">A record is invalid or truncated; the message has its number.</exception>
    public static IEnumerable<SourcePage> Read(string name, Stream stream)
    {
        using var input = new RecordStream(stream);
        var (records, pages) = (0L, 0L);
        while (ReadHeader(input) is { } header)
        {
            records++;
            // URL, IP address, date, content type, in version 2 further fields, and last the length of the record.
            var fields = header.Split(' ');
            if (
                fields.Length < 5
                || !int.TryParse(fields[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            )
            {
                throw new InvalidDataException($"record {records} has an invalid header.");
            }

            var address = fields[0];
            var wanted = Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";
            if (!wanted || length > WarcPages.MaxBlockLength)
            {
                input.Skip(length, records);
                if (wanted)
                {
                    pages++;
                    yield return SourcePage.Failed(address, BoundedContent.TooLarge().Message);
                }

                continue;
            }

            if (
                HttpBlock.Read(input.ReadBlock(length, records)) is { } response
                && WarcPages.IsPage(response.ContentType)
            )
            {
                pages++;
                yield return SourcePage.Of(address, () => WarcPages.Decode(response, url!));
            }
        }

        if (pages == 0)
        {
            throw WarcPages.NoPages(records);
        }
    }

    private static string? ReadHeader(RecordStream input)
    {
        string? line;
        do
        {
            line = input.ReadLine();
        } while (line is { Length: 0 });
        return line;
    }
}
