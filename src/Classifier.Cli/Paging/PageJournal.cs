using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Output;
using Classifier.Cli.Sources;

namespace Classifier.Cli.Paging;

/// <summary>What a run has done so far: a hidden file beside the output with one scored page a line, from which the output
/// is written in the end. A run that was killed leaves it behind; the next may go on from its last whole line.</summary>
internal sealed class PageJournal : IDisposable
{
    private readonly string _path;
    private readonly FileStream _file;
    private readonly bool _reasons;
    private readonly long _begin;

    private PageJournal(string path, FileStream file, bool reasons, long begin)
    {
        (_path, _file, _reasons, _begin) = (path, file, reasons, begin);
    }

    /// <summary>How many pages are in it.</summary>
    public long Pages { get; private set; }

    /// <summary>Opens the journal of an output.</summary>
    /// <param name="path">The journal's file.</param>
    /// <param name="run">What tells the run from others: its files, models and options.</param>
    /// <param name="reasons">Whether to keep reasons.</param>
    /// <param name="resume">Whether to go on where an earlier run stopped; else what it left is dropped.</param>
    /// <exception cref="CommandException">The journal is of another run, or in use.</exception>
    public static PageJournal Open(string path, string run, bool reasons, bool resume)
    {
        var head = Encoding.UTF8.GetBytes(
            $$"""{"journal":1,"run":"{{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(run)))}}"}"""
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
                $"{path}: the journal of the run cannot be written, or another run is writing the same output: {exception.Message}",
                exception
            );
        }

        var journal = new PageJournal(path, file, reasons, head.Length);
        try
        {
            if (resume && file.Length >= head.Length)
            {
                journal.GoOn(head);
            }
            else
            {
                journal.Begin(head);
            }

            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>Passes over the pages of a source that are in the journal.</summary>
    /// <exception cref="CommandException">They are other pages than those of the run that was interrupted.</exception>
    public IEnumerable<SourcePage> Missing(IEnumerable<SourcePage> pages)
    {
        var known = Pages;
        var done = 0L;
        using var names =
            known > 0
                ? Read(known).Select(page => page.Name).GetEnumerator()
                : Enumerable.Empty<string>().GetEnumerator();
        foreach (var page in pages)
        {
            if (done == known)
            {
                yield return page;
                continue;
            }

            names.MoveNext();
            if (names.Current != PlainText.Clean(page.Name))
            {
                throw Changed($"where {names.Current} was read there is {page.Name} now");
            }

            done++;
        }

        if (done < known)
        {
            throw Changed($"{known:N0} pages were read and there are only {done:N0} now");
        }
    }

    /// <summary>Adds a page.</summary>
    public void Append(ScoredPage page)
    {
        using (var line = new MemoryStream())
        {
            PageJson.Write(line, page, _reasons);
            _file.Write(line.GetBuffer(), 0, (int)line.Length);
        }

        _file.Flush();
        Pages++;
    }

    /// <summary>Reads all pages, from the first.</summary>
    public IEnumerable<ScoredPage> Read() => Read(Pages);

    /// <summary>Closes the journal and removes it: the output is written.</summary>
    public void Delete()
    {
        _file.Dispose();
        File.Delete(_path);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Begin(byte[] head)
    {
        _file.SetLength(0);
        _file.Write(head);
        _file.Flush();
    }

    private void GoOn(byte[] head)
    {
        var found = new byte[head.Length];
        _file.ReadExactly(found);
        if (!found.AsSpan().SequenceEqual(head))
        {
            throw Changed("it was made with other pages, options or models");
        }

        var end = _begin;
        foreach (var (page, next) in Lines(long.MaxValue))
        {
            if (page is null)
            {
                break;
            }

            Pages++;
            end = next;
        }

        // A line that was being written when the run was killed is dropped; its page is read again.
        _file.SetLength(end);
        _file.Position = end;
    }

    private IEnumerable<ScoredPage> Read(long pages) =>
        Lines(pages).Select(line => line.Page ?? throw Changed("it is broken"));

    // Reads by a handle of its own position, so that a run can go on writing.
    private IEnumerable<(ScoredPage? Page, long End)> Lines(long most)
    {
        var buffer = new byte[64 * 1024];
        var (from, filled, at) = (0, 0, _begin);
        for (var i = 0L; i < most; )
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

    private CommandException Changed(string how) =>
        new(
            $"{_path}: this journal of an interrupted run cannot be gone on from: {how}. Run the command without --resume to start over."
        );
}
