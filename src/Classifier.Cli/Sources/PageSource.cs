using System.Security.Cryptography;
using System.Text;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Web;

namespace Classifier.Cli.Sources;

/// <summary>Where pages come from: files, folders, archives, lists of them, standard input, and addresses on the web. Pages
/// are read one by one, in an order that is the same for the same files; those of the web come last.</summary>
internal sealed class PageSource : IDisposable
{
    /// <summary>As much as a page of the web counts in the progress, in bytes; how long it is shows only when it is there.</summary>
    private const long UsualLength = 250_000;

    private readonly List<(string Name, string Path, long Length)> _files;
    private readonly ContentKind? _kind;
    private readonly Uri? _url;
    private readonly Uri[] _addresses;
    private readonly WebPages _web;
    private readonly long _total;
    private long _done;
    private Stream? _current;

    private PageSource(
        List<(string Name, string Path, long Length)> files,
        ContentKind? kind,
        Uri? url,
        Uri[] addresses,
        WebPages web
    )
    {
        (_files, _kind, _url, _addresses, _web) = (files, kind, url, addresses, web);
        _total = files.Exists(file => file.Path == "-")
            ? 0
            : files.Sum(file => file.Length) + (UsualLength * addresses.Length);
    }

    /// <summary>How many files and addresses there are.</summary>
    public int Count => _files.Count + _addresses.Length;

    /// <summary>The size of all in bytes, about where there are addresses; 0 where it is not known.</summary>
    public long Length => _total;

    /// <summary>How much was read, 0 to 1; 0 where that is not known.</summary>
    public double Progress
    {
        get
        {
            var current = _current is { CanSeek: true } stream ? stream.Position : 0;
            return _total > 0 ? Math.Min(1, (double)(_done + current) / _total) : 0;
        }
    }

    /// <summary>A key (SHA-256 in hexadecimal) that changes when other files or addresses are named or a file changes its size.</summary>
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

    /// <summary>Finds the files: each that is named, and in each folder that is named all that are named or look like
    /// pages, in the order of their names.</summary>
    /// <param name="inputs">Files and folders; <c>-</c> for standard input.</param>
    /// <param name="listed">Files and folders of a list, which may be missing: each that is gives a bad page.</param>
    /// <param name="kind">What all of them are; null to tell by their content.</param>
    /// <param name="url">The address of the page, if there is but one file; null when it is not known.</param>
    /// <param name="addresses">Pages of the web.</param>
    /// <param name="limits">How they may be fetched.</param>
    /// <exception cref="CommandException">A file or folder is missing, or a folder has no pages.</exception>
    public static PageSource Open(
        IEnumerable<string> inputs,
        IEnumerable<string> listed,
        ContentKind? kind,
        Uri? url,
        Uri[] addresses,
        WebLimits limits
    )
    {
        var files = inputs
            .SelectMany(input =>
                Find(input) ?? throw new CommandException($"{input}: there is no such file or folder.")
            )
            .Concat(listed.SelectMany(input => Find(input) ?? [(input, input, 0)]))
            .ToList();
        return files.Count(file => file.Path == "-") > 1
            ? throw new CommandException("standard input can be read only once.")
            : new PageSource(files, kind, url, addresses, new WebPages(limits));
    }

    /// <summary>Reads all pages.</summary>
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
            _done += UsualLength;
        }
    }

    /// <summary>Ends what is being fetched.</summary>
    public void Dispose() => _web.Dispose();

    private static Stream Open(string path) =>
        path == "-" ? Console.OpenStandardInput()
        : File.Exists(path) ? File.OpenRead(path)
        : throw new PageDefectException("there is no such file or folder");

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
                PageNames.IsPage(file.Name) || (PageNames.MayHavePages(file.Name) && LooksLikePages(file.FullName))
            )
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .ToArray();
        return files.Length > 0
            ? files
            : throw new CommandException(
                $"{input}: the folder has no pages; they are files that end in {PageNames.Endings} (each also with .gz) or look like HTML."
            );
    }

    private static bool LooksLikePages(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var head = new byte[ContentKinds.HeadLength];
            return ContentKinds.Of(head.AsSpan(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)))
                is not (ContentKind.Text or ContentKind.Foreign);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
