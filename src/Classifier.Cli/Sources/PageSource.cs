using System.Security.Cryptography;
using System.Text;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Web;

namespace Classifier.Cli.Sources;

/// <summary>Enumerates pages from files, folders, archives, standard input, and URLs. The order is deterministic; fetched pages
/// come last.</summary>
internal sealed class PageSource : IDisposable
{
    /// <summary>The assumed size of a fetched page in bytes, for progress; the actual size is unknown until it is fetched.</summary>
    private const long EstimatedPageLength = 250_000;

    private readonly List<(string Name, string Path, long Length)> _files;
    private readonly ContentKind? _kind;
    private readonly Uri? _url;
    private readonly Uri[] _addresses;
    private readonly WebPages _web;
    private readonly CommandConsole _console;
    private readonly long _total;
    private long _done;
    private Stream? _current;

    private PageSource(
        List<(string Name, string Path, long Length)> files,
        ContentKind? kind,
        Uri? url,
        Uri[] addresses,
        WebPages web,
        CommandConsole console
    )
    {
        (_files, _kind, _url, _addresses, _web, _console) = (files, kind, url, addresses, web, console);
        _total = files.Exists(file => file.Path == "-")
            ? 0
            : files.Sum(file => file.Length) + (EstimatedPageLength * addresses.Length);
    }

    /// <summary>Gets the number of files and URLs.</summary>
    public int Count => _files.Count + _addresses.Length;

    /// <summary>Gets the total size in bytes, with an estimate for URLs; 0 if it is unknown.</summary>
    public long Length => _total;

    /// <summary>Gets the share that has been read, 0 to 1; 0 if it is unknown.</summary>
    public double Progress
    {
        get
        {
            var current = _current is { CanSeek: true } stream ? stream.Position : 0;
            return _total > 0 ? Math.Min(1, (double)(_done + current) / _total) : 0;
        }
    }

    /// <summary>Gets a SHA-256 hash of the names and sizes of all files and of all URLs, in hexadecimal.</summary>
    public string Fingerprint =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    string.Join(
                        '\n',
                        _files
                            .Select(file => $"{file.Name}\t{file.Length}")
                            .Concat(_addresses.Select(address => address.AbsoluteUri))
                    ) + $"\n{_kind}\n{_url}"
                )
            )
        );

    /// <summary>Finds all files. Folders are searched recursively for files with a page extension or with content that is
    /// recognized as pages, ordered by name.</summary>
    /// <param name="inputs">Files and folders; <c>-</c> for standard input.</param>
    /// <param name="listed">Files and folders from a list. One that does not exist results in a failed page.</param>
    /// <param name="kind">The kind of all files; null to detect it from their content.</param>
    /// <param name="url">The URL of the page if there is only one file; null if it is unknown.</param>
    /// <param name="addresses">The URLs of pages to fetch.</param>
    /// <param name="limits">The limits for fetching pages.</param>
    /// <param name="shard">The part of the files to read; null for all.</param>
    /// <param name="console">The console whose input is standard input.</param>
    /// <exception cref="CommandException">An input does not exist, or a folder has no pages.</exception>
    public static PageSource Open(
        IEnumerable<string> inputs,
        IEnumerable<string> listed,
        ContentKind? kind,
        Uri? url,
        Uri[] addresses,
        WebLimits limits,
        Shard? shard,
        CommandConsole console
    )
    {
        var files = inputs
            .SelectMany(input => Find(input) ?? throw new CommandException($"{input}: no such file or folder."))
            .Concat(listed.SelectMany(input => Find(input) ?? [(input, input, 0)]))
            .ToList();
        return files.Count(file => file.Path == "-") > 1
            ? throw new CommandException("standard input (-) can be specified only once.")
            : new PageSource(
                shard?.Select(files, file => file.Length) ?? files,
                kind,
                url,
                addresses,
                new WebPages(limits),
                console
            );
    }

    /// <summary>Enumerates all pages.</summary>
    public IEnumerable<SourcePage> Pages()
    {
        foreach (var (name, path, length) in _files)
        {
            foreach (var page in StreamPages.Read(name, () => _current = Open(path), _kind))
            {
                yield return _url is null
                    ? page
                    : page with
                    {
                        ReadAsync = async stop => (await page.ReadAsync(stop)) with { Url = _url },
                    };
            }

            (_done, _current) = (_done + length, null);
        }

        foreach (var address in _addresses)
        {
            yield return _web.Page(address);
            _done += EstimatedPageLength;
        }
    }

    /// <summary>Cancels pending requests.</summary>
    public void Dispose() => _web.Dispose();

    private Stream Open(string path) =>
        path == "-" ? _console.OpenInput()
        : File.Exists(path) ? File.OpenRead(path)
        : throw new PageReadException("no such file or folder");

    private static (string Name, string Path, long Length)[]? Find(string input)
    {
        if (input == "-")
        {
            return [("standard input", input, 0)];
        }

        if (File.Exists(input))
        {
            return [(Path.GetFileName(input), input, new FileInfo(input).Length)];
        }

        if (!Directory.Exists(input))
        {
            return null;
        }

        var files = new DirectoryInfo(input)
            .EnumerateFiles(
                "*",
                new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden }
            )
            .Select(file =>
                (Name: Path.GetRelativePath(input, file.FullName).Replace('\\', '/'), file.FullName, file.Length)
            )
            .Where(file =>
                PageNames.IsPage(file.Name) || (PageNames.MayHavePages(file.Name) && IsRecognized(file.FullName))
            )
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .ToArray();
        return files.Length > 0
            ? files
            : throw new CommandException(
                $"{input}: the folder contains no pages: files with the extension {PageNames.Extensions} (optionally followed by .gz), or files that contain HTML."
            );
    }

    private static bool IsRecognized(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var head = new byte[ContentKinds.HeadLength];
            return ContentKinds.Detect(head.AsSpan(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)))
                is not (ContentKind.Text or ContentKind.Unsupported);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
