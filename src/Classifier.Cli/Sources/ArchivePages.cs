using System.Formats.Tar;
using System.IO.Compression;

namespace Classifier.Cli.Sources;

/// <summary>Reads pages from zip and tar archives, entry by entry. Nothing is extracted to disk, at most the maximum page size is
/// buffered per entry, and entry names are only used as page names.</summary>
internal static class ArchivePages
{
    /// <summary>The maximum size of a tar entry. Tar archives are read sequentially, and a decompression bomb could contain
    /// terabytes; real pages are far smaller.</summary>
    private const long MaxEntryBytes = 1L << 30;

    /// <summary>Reads a zip archive.</summary>
    /// <param name="name">The name of the archive in results.</param>
    /// <param name="file">The archive; it must be seekable because its index is at the end.</param>
    /// <param name="layer">The nesting depth of the entries in archives and compressed files.</param>
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
            foreach (
                var page in StreamPages.Read(
                    $"{name}/{entry.FullName}",
                    entry.Open,
                    layer: layer,
                    skipUnrecognized: true
                )
            )
            {
                yield return page;
            }
        }
    }

    /// <summary>Reads a tar archive.</summary>
    /// <param name="name">The name of the archive in results.</param>
    /// <param name="stream">The archive, already decompressed.</param>
    /// <param name="layer">The nesting depth of the entries in archives and compressed files.</param>
    /// <exception cref="InvalidDataException">The archive is corrupt, or an entry is too large.</exception>
    public static IEnumerable<SourcePage> ReadTar(string name, Stream stream, int layer)
    {
        using var tar = new TarReader(stream, leaveOpen: true);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.Length > MaxEntryBytes)
            {
                throw new InvalidDataException(
                    $"the entry {entry.Name} has {entry.Length:N0} bytes; it and all following entries are skipped"
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
                    skipUnrecognized: true
                )
            )
            {
                yield return page;
            }
        }
    }
}
