using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Output;
using Classifier.Cli.Sources;
using Classifier.Text;

namespace Classifier.Cli.Paging;

/// <summary>Stores the progress of a run in a hidden file next to the output, one scored page per line. The output is written
/// from the journal at the end. An interrupted run leaves its journal behind, and a later run can resume after the last
/// complete line.</summary>
internal sealed class PageJournal : IDisposable
{
    private readonly string _path;
    private readonly FileStream _file;
    private readonly bool _reasons;
    private readonly long _pagesOffset;

    private PageJournal(string path, FileStream file, bool reasons, long pagesOffset)
    {
        (_path, _file, _reasons, _pagesOffset) = (path, file, reasons, pagesOffset);
    }

    /// <summary>Gets the number of pages in the journal.</summary>
    public long Pages { get; private set; }

    /// <summary>Opens or creates a journal.</summary>
    /// <param name="path">The path of the journal.</param>
    /// <param name="run">The identity of the run: its inputs, models, and options.</param>
    /// <param name="reasons">Whether to store the reasons of classifications.</param>
    /// <param name="resume">Whether to keep the pages of an interrupted run; otherwise they are discarded.</param>
    /// <exception cref="CommandException">The journal belongs to a different run, is in use, or cannot be written.</exception>
    public static PageJournal Open(string path, string run, bool reasons, bool resume)
    {
        var header = Encoding.UTF8.GetBytes(
            $$"""{"journal":2,"run":"{{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(run)))}}"}"""
                + "\n"
        );
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                $"{path}: the journal cannot be opened; another run may be writing the same output. {exception.Message}",
                exception
            );
        }

        var journal = new PageJournal(path, file, reasons, header.Length);
        try
        {
            if (resume && file.Length >= header.Length)
            {
                journal.Resume(header);
            }
            else
            {
                journal.Start(header);
            }

            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>Skips the pages of a source that the journal contains.</summary>
    /// <exception cref="CommandException">The source differs from that of the interrupted run.</exception>
    public IEnumerable<SourcePage> SkipCompleted(IEnumerable<SourcePage> pages)
    {
        var completed = Pages;
        var skipped = 0L;
        using var names =
            completed > 0
                ? Read(completed).Select(page => page.Name).GetEnumerator()
                : Enumerable.Empty<string>().GetEnumerator();
        foreach (var page in pages)
        {
            if (skipped == completed)
            {
                yield return page;
                continue;
            }

            names.MoveNext();
            if (names.Current != PlainText.Clean(page.Name))
            {
                throw CannotResume($"it has {names.Current} where the input now has {page.Name}");
            }

            skipped++;
        }

        if (skipped < completed)
        {
            throw CannotResume($"it has {completed:N0} pages, and the input now has only {skipped:N0}");
        }
    }

    /// <summary>Appends a page.</summary>
    public void Append(ScoredPage page)
    {
        using (var line = new MemoryStream())
        {
            PageJson.Write(line, page, _reasons, origin: true);
            _file.Write(line.GetBuffer(), 0, (int)line.Length);
        }

        _file.Flush();
        Pages++;
    }

    /// <summary>Reads all pages in order.</summary>
    public IEnumerable<ScoredPage> Read() => Read(Pages);

    /// <summary>Closes and deletes the journal once the output has been written.</summary>
    public void Delete()
    {
        _file.Dispose();
        File.Delete(_path);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Start(byte[] header)
    {
        _file.SetLength(0);
        _file.Write(header);
        _file.Flush();
    }

    private void Resume(byte[] header)
    {
        var found = new byte[header.Length];
        _file.ReadExactly(found);
        if (!found.AsSpan().SequenceEqual(header))
        {
            throw CannotResume("it was written with different pages, options, or models");
        }

        var end = _pagesOffset;
        foreach (var (page, next) in Lines(long.MaxValue))
        {
            if (page is null)
            {
                break;
            }

            Pages++;
            end = next;
        }

        // Discards a line that was incomplete when the run was killed; its page is read again.
        _file.SetLength(end);
        _file.Position = end;
    }

    private IEnumerable<ScoredPage> Read(long pages) =>
        Lines(pages).Select(line => line.Page ?? throw CannotResume("it is corrupt"));

    // Reads at explicit offsets, so that the position for appending does not change.
    private IEnumerable<(ScoredPage? Page, long End)> Lines(long maxLines)
    {
        var buffer = new byte[64 * 1024];
        var (from, filled, at) = (0, 0, _pagesOffset);
        for (var i = 0L; i < maxLines; )
        {
            var length = buffer.AsSpan(from, filled - from).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var page = Parse(buffer.AsMemory(from, length));
                from += length + 1;
                i++;
                yield return (page, at - (filled - from));
                continue;
            }

            buffer.AsSpan(from, filled - from).CopyTo(buffer);
            (from, filled) = (0, filled - from);
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, 2 * buffer.Length);
            }

            var read = RandomAccess.Read(_file.SafeFileHandle, buffer.AsSpan(filled), at);
            if (read == 0)
            {
                yield break;
            }

            at += read;
            filled += read;
        }
    }

    private static ScoredPage? Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            return PageJsonReader.Read(line);
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    private CommandException CannotResume(string reason) =>
        new($"{_path}: cannot resume from this journal: {reason}. Run the command without --resume to start over.");
}
