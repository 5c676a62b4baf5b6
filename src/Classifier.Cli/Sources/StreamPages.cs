using Classifier.Training.Data;

namespace Classifier.Cli.Sources;

/// <summary>Reads pages from streams whose kind is detected from their content.</summary>
internal static class StreamPages
{
    /// <summary>The maximum nesting depth of archives and compressed files, which stops archives that contain themselves.
    /// <c>page.html.gz</c> in <c>pages.tar.gz</c> has depth three.</summary>
    private const int MaxDepth = 3;

    /// <summary>Enumerates the pages of a stream. If the stream is corrupt, the last page reports the error.</summary>
    /// <param name="name">The name of the stream in results.</param>
    /// <param name="open">Opens the stream, which is closed after the last page.</param>
    /// <param name="declared">The kind specified by the user; null to detect it from the content.</param>
    /// <param name="layer">The nesting depth of the stream in archives and compressed files.</param>
    /// <param name="skipUnrecognized">Whether to skip content that is not recognized as pages.</param>
    public static IEnumerable<SourcePage> Read(
        string name,
        Func<Stream> open,
        ContentKind? declared = null,
        int layer = 0,
        bool skipUnrecognized = false
    )
    {
        using var pages = ReadUnguarded(name, open, declared, layer, skipUnrecognized).GetEnumerator();
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
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                page = SourcePage.Failed(
                    name,
                    exception is InvalidDataException
                        ? $"the file is corrupt: {exception.Message}"
                        : PageReadException.Describe(exception)
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
        ContentKind? declared,
        int layer,
        bool skipUnrecognized
    )
    {
        if (layer > MaxDepth)
        {
            throw new PageReadException(
                $"the page is nested in more than {MaxDepth} archives or compressed files; extract it first"
            );
        }

        using var stream = open();
        using var peeked = new PeekedStream(stream);
        foreach (var page in Read(name, stream, peeked, declared, layer, skipUnrecognized))
        {
            yield return page;
        }
    }

    private static IEnumerable<SourcePage> Read(
        string name,
        Stream stream,
        PeekedStream peeked,
        ContentKind? declared,
        int layer,
        bool skipUnrecognized
    )
    {
        var detected = ContentKinds.Detect(peeked.Head);
        if (skipUnrecognized && detected is ContentKind.Text or ContentKind.Unsupported && !PageNames.IsPage(name))
        {
            return [];
        }

        if (detected == ContentKind.Gzip)
        {
            return Read(name, () => VerifiedGzipStream.Open(peeked), declared, layer + 1, skipUnrecognized);
        }

        var kind = declared ?? detected;
        return kind switch
        {
            ContentKind.Jsonl => JsonPages.Read(name, peeked),
            ContentKind.Warc => WarcPages.Read(name, peeked),
            ContentKind.Arc => ArcPages.Read(name, peeked),
            ContentKind.Tar => ArchivePages.ReadTar(name, peeked, layer + 1),
            ContentKind.Zip when stream.CanSeek => ArchivePages.ReadZip(name, stream, layer + 1),
            ContentKind.Zip => throw new PageReadException(
                "a zip archive cannot be read from standard input or inside another archive, because its index is at its end; extract it first"
            ),
            _ =>
            [
                SourcePage.Of(
                    name,
                    new PageBytes(BoundedContent.Read(peeked), declared, IsFeed: PageNames.IsFeed(name))
                ),
            ],
        };
    }
}
