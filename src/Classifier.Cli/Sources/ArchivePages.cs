using System.Formats.Tar;
using System.IO.Compression;

namespace Classifier.Cli.Sources;

/// <summary>Reads pages out of zip and tar archives, entry by entry: nothing is written to disk, no more of an entry is
/// kept than a page may have, and names of entries are only ever names.</summary>
internal static class ArchivePages
{
    /// <summary>An entry that is longer than this ends the reading of a tar archive, which has to be read through: real
    /// pages stay far below, while bombs of gzip can go on for terabytes.</summary>
    private const long LongestEntry = 1L << 30;

    /// <summary>Reads a zip archive.</summary>
    /// <param name="name">What results call the archive.</param>
    /// <param name="file">The archive, seekable: its index stands at the end.</param>
    /// <param name="layer">How many archives and compressions are around the entries.</param>
    public static IEnumerable<SourcePage> ReadZip(string name, Stream file, int layer)
    {
        file.Position = 0;
        using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        foreach (
            var entry in zip.Entries.Where(entry =>
                !entry.FullName.EndsWith('/') && PageNames.MayHavePages(entry.FullName)
            )
        )
        {
            foreach (var page in StreamPages.Read($"{name}/{entry.FullName}", entry.Open, layer: layer, picky: true))
            {
                yield return page;
            }
        }
    }

    /// <summary>Reads a tar archive.</summary>
    /// <param name="name">What results call the archive.</param>
    /// <param name="stream">The archive, already decompressed.</param>
    /// <param name="layer">How many archives and compressions are around the entries.</param>
    /// <exception cref="InvalidDataException">It is broken.</exception>
    public static IEnumerable<SourcePage> ReadTar(string name, Stream stream, int layer)
    {
        using var tar = new TarReader(stream, leaveOpen: true);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.Length > LongestEntry)
            {
                throw new InvalidDataException(
                    $"the entry {entry.Name} has {entry.Length:N0} bytes; it and what comes after it is not read"
                );
            }

            if (
                entry.EntryType
                    is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile)
                || !PageNames.MayHavePages(entry.Name)
            )
            {
                continue;
            }

            foreach (
                var page in StreamPages.Read(
                    $"{name}/{entry.Name}",
                    () => entry.DataStream ?? Stream.Null,
                    layer: layer,
                    picky: true
                )
            )
            {
                yield return page;
            }
        }
    }
}
