using Classifier.Training.Data;

namespace Classifier.Cli.Sources;

/// <summary>Reads pages from a stream of any kind, told by its content.</summary>
internal static class StreamPages
{
    /// <summary>As many archives and compressions may be around a page, so that an archive that holds itself ends:
    /// <c>pages.tar.gz</c> with <c>page.html.gz</c> in it has three.</summary>
    private const int MostLayers = 3;

    /// <summary>Reads all pages of a stream, one after the other. Where it is broken, the last page says so.</summary>
    /// <param name="name">What results call it.</param>
    /// <param name="open">Opens the stream, which is closed at the end.</param>
    /// <param name="asked">What the user says it is; null to tell by its content.</param>
    /// <param name="layer">How many archives and compressions are around it.</param>
    /// <param name="picky">Whether to pass over what does not look like pages.</param>
    public static IEnumerable<SourcePage> Read(
        string name,
        Func<Stream> open,
        ContentKind? asked = null,
        int layer = 0,
        bool picky = false
    )
    {
        using var pages = ReadUnguarded(name, open, asked, layer, picky).GetEnumerator();
        while (true)
        {
            SourcePage page;
            var ended = false;
            try
            {
                if (!pages.MoveNext())
                {
                    yield break;
                }

                page = pages.Current;
            }
            catch (Exception exception)
                when (exception
                        is PageDefectException
                            or IOException
                            or InvalidDataException
                            or UnauthorizedAccessException
                )
            {
                page = SourcePage.Bad(
                    name,
                    exception is InvalidDataException ? $"the file is broken: {exception.Message}" : exception.Message
                );
                ended = true;
            }

            yield return page;
            if (ended)
            {
                yield break;
            }
        }
    }

    private static IEnumerable<SourcePage> ReadUnguarded(
        string name,
        Func<Stream> open,
        ContentKind? asked,
        int layer,
        bool picky
    )
    {
        if (layer > MostLayers)
        {
            throw new PageDefectException(
                $"there are more than {MostLayers} archives or compressions around the page; unpack some"
            );
        }

        using var stream = open();
        using var peeked = new PeekedStream(stream);
        foreach (var page in Read(name, stream, peeked, asked, layer, picky))
        {
            yield return page;
        }
    }

    private static IEnumerable<SourcePage> Read(
        string name,
        Stream stream,
        PeekedStream peeked,
        ContentKind? asked,
        int layer,
        bool picky
    )
    {
        var seen = ContentKinds.Of(peeked.Head);
        if (picky && seen is ContentKind.Text or ContentKind.Foreign && !PageNames.IsPage(name))
        {
            return [];
        }

        if (seen == ContentKind.Gzip)
        {
            return Read(name, () => WholeGzipStream.Open(peeked), asked, layer + 1, picky);
        }

        var kind = asked ?? seen;
        return kind switch
        {
            ContentKind.Jsonl => JsonPages.Read(name, peeked),
            ContentKind.Warc => WarcPages.Read(peeked),
            ContentKind.Tar => ArchivePages.ReadTar(name, peeked, layer + 1),
            ContentKind.Zip when stream.CanSeek => ArchivePages.ReadZip(name, stream, layer + 1),
            ContentKind.Zip => throw new PageDefectException(
                "a zip archive can only be read as a file of its own, since its index stands at its end; unpack it first"
            ),
            _ => [SourcePage.Of(name, new PageBytes(BoundedContent.Read(peeked), asked))],
        };
    }
}
