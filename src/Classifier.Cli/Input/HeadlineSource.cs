using System.IO.Compression;
using System.Text;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Sources;
using Classifier.Training.Data;

namespace Classifier.Cli.Input;

/// <summary>Streams headlines from arguments, a file or standard input.</summary>
internal sealed class HeadlineSource : IDisposable
{
    /// <summary>The replacement for bytes that are not UTF-8: the control character SUBSTITUTE. A headline that contains it is
    /// rejected, not classified by its remaining text.</summary>
    public const char InvalidByteMarker = '\u001A';

    private const string StandardInput = "-";

    // Includes the bytes of the byte order mark.
    private static readonly byte[] WhiteSpace = [.. Encoding.UTF8.Preamble, .. " \t\r\n"u8];

    private readonly List<IDisposable> _disposables = [];
    private readonly List<DelimitedRowReader> _delimited = [];
    private readonly Stream? _file;

    private HeadlineSource(string name, IEnumerable<string> headlines)
    {
        Name = name;
        Columns = [];
        Rows = headlines.Select((headline, i) => HeadlineRow.FromText(i + 1, headline));
    }

    private HeadlineSource(string path, Stream bytes, HeadlineInputOptions options)
    {
        Name = path == StandardInput ? "standard input" : path;
        _disposables.Add(bytes);
        _file = bytes.CanSeek ? bytes : null;
        Length = _file?.Length ?? 0;
        (Columns, Rows) = OpenContent(path, bytes, options);
    }

    private HeadlineSource(string path, ZipArchive archive, HeadlineInputOptions options)
    {
        Name = path;
        _disposables.Add(archive);
        var members = archive
            .Entries.Where(entry =>
                InputFormats.IsKnown(entry.FullName)
                && !entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal)
            )
            .OrderBy(entry => entry.FullName, StringComparer.Ordinal)
            .Select(entry =>
                (entry.FullName, Content: OpenContent(entry.FullName, AddDisposable(entry.Open()), options))
            )
            .ToList();
        if (members.Count == 0)
        {
            throw new CommandException($"{path}: the archive has no .txt, .jsonl, .json, .csv or .tsv file.");
        }

        Columns = members[0].Content.Columns;
        var other = members.Find(member => !member.Content.Columns.SequenceEqual(Columns));
        if (other.FullName is not null)
        {
            throw new CommandException(
                $"{path}: {members[0].FullName} and {other.FullName} have different columns; extract and classify them separately."
            );
        }

        Rows = members.SelectMany(member => member.Content.Rows).Select((row, i) => row with { Number = i + 1 });
    }

    /// <summary>Gets the file's path, or a name for another source.</summary>
    public string Name { get; }

    /// <summary>Gets the names of the columns that each row has besides the headline.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Gets the rows. They can be enumerated once.</summary>
    public IEnumerable<HeadlineRow> Rows { get; }

    /// <summary>Gets the number of rows so far with quotes inside unquoted cells, which are part of the text.</summary>
    public long LiteralQuoteRows => _delimited.Sum(reader => reader.LiteralQuoteRows);

    /// <summary>Gets the length of the file in bytes; 0 if it is unknown.</summary>
    public long Length { get; }

    /// <summary>Gets the share of the file that was read, 0 to 1; 0 if the length is unknown.</summary>
    public double Progress => Length > 0 ? Math.Min(1, (double)_file!.Position / Length) : 0;

    /// <summary>Creates a source of headlines that were given as arguments.</summary>
    public static HeadlineSource FromArguments(IEnumerable<string> headlines) => new("arguments", headlines);

    /// <summary>Opens a file, a zip archive of files, or standard input for <c>-</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read it. Standard input is text by default.</param>
    /// <param name="console">The console whose input is standard input.</param>
    /// <exception cref="CommandException">The file does not exist, its format is unknown, or it has no such column.</exception>
    public static HeadlineSource Open(string path, HeadlineInputOptions options, CommandConsole console)
    {
        if (path == StandardInput)
        {
            return new HeadlineSource(
                path,
                console.OpenInput(),
                options with
                {
                    Format = options.Format ?? InputFormat.Txt,
                }
            );
        }

        if (Directory.Exists(path))
        {
            throw new CommandException($"{path} is a folder; give a file of headlines.");
        }

        if (!File.Exists(path))
        {
            throw new CommandException($"{path} does not exist.");
        }

        var file = File.OpenRead(path);
        try
        {
            return path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)
                ? new HeadlineSource(path, new ZipArchive(file), options)
                : new HeadlineSource(path, file, options);
        }
        catch (InvalidDataException exception)
        {
            file.Dispose();
            throw new CommandException($"{path}: {DescribeCorruption(path)}", exception);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Returns the message for a compressed file that cannot be decompressed.</summary>
    public static string DescribeCorruption(string path) =>
        path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)
            ? "the zip archive is truncated or corrupt; get a complete copy of it."
            : VerifiedGzipStream.CorruptMessage;

    /// <inheritdoc/>
    public void Dispose()
    {
        for (var i = _disposables.Count - 1; i >= 0; i--)
        {
            _disposables[i].Dispose();
        }
    }

    private T AddDisposable<T>(T disposable)
        where T : IDisposable
    {
        _disposables.Add(disposable);
        return disposable;
    }

    private (IReadOnlyList<string> Columns, IEnumerable<HeadlineRow> Rows) OpenContent(
        string path,
        Stream bytes,
        HeadlineInputOptions options
    )
    {
        var content = AddDisposable(
            new PeekedStream(InputFormats.IsGzip(path) ? VerifiedGzipStream.Open(bytes) : bytes)
        );
        var format = options.Format ?? InputFormats.FromFileName(path);
        if (format == InputFormat.Json)
        {
            // A file of JSON Lines is often named .json.
            format = content.Head.TrimStart(WhiteSpace).StartsWith("{"u8) ? InputFormat.Jsonl : InputFormat.Json;
        }

        if (format == InputFormat.Json)
        {
            return ([], JsonArrayRowReader.Read(content, options.Encoding, options.Column));
        }

        var reader = AddDisposable(
            new StreamReader(
                content,
                CreateDecoder(options.Encoding ?? Encoding.UTF8),
                detectEncodingFromByteOrderMarks: true,
                bufferSize: 64 * 1024
            )
        );
        switch (format)
        {
            case InputFormat.Txt:
                return ([], TextRowReader.Read(reader).Select(MarkInvalidBytes));
            case InputFormat.Jsonl:
                return ([], JsonLinesRowReader.Read(reader, options.Column));
            default:
                var separator =
                    options.Delimiter ?? (format == InputFormat.Tsv ? '\t' : CsvSeparator.Detect(content.Head));
                var delimited = AddDisposable(
                    new DelimitedRowReader(
                        reader,
                        format,
                        separator,
                        options.Column,
                        path == StandardInput ? Name : path
                    )
                );
                _delimited.Add(delimited);
                return (delimited.Columns, delimited.Read().Select(MarkInvalidBytes));
        }
    }

    private static Encoding CreateDecoder(Encoding encoding) =>
        Encoding.GetEncoding(
            encoding.CodePage,
            EncoderFallback.ReplacementFallback,
            new DecoderReplacementFallback(InvalidByteMarker.ToString())
        );

    private static HeadlineRow MarkInvalidBytes(HeadlineRow row) =>
        row.Error is null && row.Headline!.Contains(InvalidByteMarker)
            ? row with
            {
                Error =
                    "the headline contains bytes that are not valid in its encoding; name the encoding, often --encoding windows-1252",
            }
            : row;
}
