using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Classifier.Cli.CommandLine;
using Classifier.Training.Data;
using Parquet.Schema;

namespace Classifier.Cli.Input;

/// <summary>Streams headlines from arguments, a file, the files of a folder or an archive, or standard input.</summary>
internal sealed class HeadlineSource : IDisposable
{
    /// <summary>The replacement for bytes that are not UTF-8: the control character SUBSTITUTE. A headline that contains it is
    /// rejected, not classified by its remaining text.</summary>
    public const char InvalidByteMarker = '\u001A';

    private const string StandardInput = "-";
    private const string StandardInputName = "standard input";

    private readonly string _name;
    private readonly IReadOnlyList<HeadlineFile> _files;
    private readonly HeadlineInputOptions _options;
    private readonly bool _single;
    private readonly IDisposable? _archive;
    private readonly IEnumerable<HeadlineRow>? _arguments;
    private readonly long _totalLength;
    private IHeadlineReader? _reader;
    private HeadlineFile? _file;
    private Stream? _bytes;
    private long _first;
    private long _count = long.MaxValue;
    private long _readLength;
    private long _finishedLiteralQuoteRows;

    private HeadlineSource(IEnumerable<string> headlines)
    {
        _name = "arguments";
        _files = [];
        _options = new HeadlineInputOptions(null, new HeadlineColumn(null));
        _single = true;
        (Columns, OmittedColumns) = ([], []);
        _arguments = headlines.Select((headline, i) => HeadlineRow.FromText(i + 1, headline));
    }

    private HeadlineSource(
        string name,
        IReadOnlyList<HeadlineFile> files,
        HeadlineInputOptions options,
        Shard? shard,
        IDisposable? archive
    )
    {
        (_name, _options, _archive, _single) = (name, options, archive, files.Count == 1);
        _files = shard is { } part && !_single ? part.Select(files, file => file.Length) : files;
        _totalLength = _files.Sum(file => file.Length);
        if (shard is { } range && _single)
        {
            using var whole = files[0].Open(options);
            (_first, var end) = range.GetRange(whole.Skip(long.MaxValue));
            _count = end - _first;
        }

        // Standard input and pipes can be opened only once, so the reader of a single file is kept.
        var reader = OpenReader(files[0]);
        (Columns, OmittedColumns) = (reader.Columns, reader.OmittedColumns);
        if (_single)
        {
            _reader = reader;
            IsRepeatable = name != StandardInputName && _bytes is { CanSeek: true };
            return;
        }

        reader.Dispose();
        IsRepeatable = true;
        foreach (var file in _files)
        {
            using var other = OpenReader(file);
            if (!other.Columns.SequenceEqual(Columns))
            {
                throw new CommandException(
                    $"{name}: {files[0].Name} and {file.Name} have different columns; classify them separately."
                );
            }
        }
    }

    /// <summary>Gets the path of the file that is read, or a name for another source.</summary>
    public string Name => _single || _file is null ? _name : _file.Name;

    /// <summary>Gets the columns that each row has besides the headline. Columns of text formats are strings.</summary>
    public IReadOnlyList<DataField> Columns { get; }

    /// <summary>Gets the names of the columns that cannot be kept: lists and structures.</summary>
    public IReadOnlyList<string> OmittedColumns { get; }

    /// <summary>Gets the rows. They can be enumerated once.</summary>
    public IEnumerable<HeadlineRow> Rows => _arguments ?? ReadRows();

    /// <summary>Gets a value indicating whether another run can read the same rows: the source consists of files.</summary>
    public bool IsRepeatable { get; }

    /// <summary>Gets the number of rows so far with quotes inside unquoted cells, which are part of the text.</summary>
    public long LiteralQuoteRows => _finishedLiteralQuoteRows + (_reader?.LiteralQuoteRows ?? 0);

    /// <summary>Gets the size of the files in bytes; 0 if it is unknown.</summary>
    public long Length => _totalLength;

    /// <summary>Gets the share of the files that was read, 0 to 1; 0 if the size is unknown.</summary>
    public double Progress => _totalLength > 0 ? Math.Min(1, (double)_readLength / _totalLength) : 0;

    /// <summary>Gets a SHA-256 hash of the names and sizes of all files, the options, and the range of rows, in
    /// hexadecimal.</summary>
    public string Fingerprint =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    string.Join('\n', _files.Select(file => $"{file.Name}\t{file.Length}"))
                        + $"\n{_options}\n{_first}\n{_count}"
                )
            )
        );

    /// <summary>Creates a source of headlines that were given as arguments.</summary>
    public static HeadlineSource FromArguments(IEnumerable<string> headlines) => new(headlines);

    /// <summary>Opens a file, the files of a folder or a zip archive in the order of their names, or standard input for
    /// <c>-</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read it. Standard input is text by default.</param>
    /// <param name="shard">The part to read: a range of the rows of a single file, or whole files of several; null for all.</param>
    /// <param name="console">The console whose input is standard input.</param>
    /// <exception cref="CommandException">The file does not exist, its format is unknown, or it has no such column.</exception>
    public static HeadlineSource Open(string path, HeadlineInputOptions options, Shard? shard, CommandConsole console)
    {
        if (path == StandardInput)
        {
            return shard is null
                ? new HeadlineSource(
                    StandardInputName,
                    [new HeadlineFile(StandardInputName, 0, console.OpenInput)],
                    options with
                    {
                        Format = options.Format ?? InputFormat.Txt,
                    },
                    null,
                    null
                )
                : throw new CommandException(
                    "--shard divides files; standard input has no parts. Give each process its own rows instead."
                );
        }

        if (!File.Exists(path) && !Directory.Exists(path))
        {
            throw new CommandException($"{path} does not exist.");
        }

        ZipArchive? archive = null;
        try
        {
            if (Directory.Exists(path))
            {
                return new HeadlineSource(path, FindFiles(path), options, shard, null);
            }

            if (path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            {
                archive = new ZipArchive(File.OpenRead(path));
                return new HeadlineSource(path, FindFiles(path, archive), options, shard, archive);
            }

            var file = new HeadlineFile(path, new FileInfo(path).Length, () => File.OpenRead(path));
            return new HeadlineSource(path, [file], options, shard, null);
        }
        catch (InvalidDataException exception)
        {
            archive?.Dispose();
            throw new CommandException($"{path}: {DescribeCorruption(path)}", exception);
        }
        catch
        {
            archive?.Dispose();
            throw;
        }
    }

    /// <summary>Skips rows at the start of the source, before the rows are enumerated.</summary>
    public void Skip(long rows) => (_first, _count) = (_first + rows, _count - rows);

    /// <summary>Returns the message for a compressed file that cannot be decompressed.</summary>
    public static string DescribeCorruption(string path) =>
        path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)
            ? "the zip archive is truncated or corrupt; get a complete copy of it."
            : VerifiedGzipStream.CorruptMessage;

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader?.Dispose();
        _archive?.Dispose();
    }

    private static List<HeadlineFile> FindFiles(string folder)
    {
        var files = new DirectoryInfo(folder)
            .EnumerateFiles(
                "*",
                new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden }
            )
            .Where(file => InputFormats.IsKnown(file.Name))
            .Select(file => new HeadlineFile(
                Path.GetRelativePath(folder, file.FullName).Replace('\\', '/'),
                file.Length,
                file.OpenRead
            ))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .ToList();
        return files.Count > 0
            ? files
            : throw new CommandException(
                $"{folder}: the folder has no .txt, .jsonl, .json, .csv, .tsv or .parquet file."
            );
    }

    private static List<HeadlineFile> FindFiles(string path, ZipArchive archive)
    {
        var files = archive
            .Entries.Where(entry =>
                InputFormats.IsKnown(entry.FullName)
                && !entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal)
            )
            .Select(entry => new HeadlineFile(entry.FullName, entry.CompressedLength, entry.Open))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .ToList();
        return files.Count > 0
            ? files
            : throw new CommandException($"{path}: the archive has no .txt, .jsonl, .json, .csv or .tsv file.");
    }

    private IEnumerable<HeadlineRow> ReadRows()
    {
        var skip = _first;
        var left = _count;
        var finished = 0L;
        foreach (var file in _files)
        {
            _reader ??= OpenReader(file);
            _file = file;
            skip -= skip > 0 ? _reader.Skip(skip) : 0;
            if (skip == 0)
            {
                using var rows = _reader.Read().GetEnumerator();
                while (left > 0 && rows.MoveNext())
                {
                    left--;
                    _readLength = finished + (_bytes is { CanSeek: true } ? _bytes.Position : 0);
                    yield return _single ? rows.Current : rows.Current with { File = file.Name };
                }
            }

            if (!_single)
            {
                _finishedLiteralQuoteRows += _reader.LiteralQuoteRows;
                _reader.Dispose();
                (_reader, _bytes) = (null, null);
            }

            finished += file.Length;
        }
    }

    private IHeadlineReader OpenReader(HeadlineFile file) =>
        (file with { OpenBytes = () => _bytes = file.OpenBytes() }).Open(_options);
}
