using System.Text;
using Classifier.Cli.CommandLine;
using Classifier.Training.Data;

namespace Classifier.Cli.Input;

/// <summary>Streams headlines from arguments, a file or standard input.</summary>
internal sealed class HeadlineSource : IDisposable
{
    /// <summary>The replacement for bytes that are not UTF-8: the control character SUBSTITUTE. A headline that contains it is
    /// rejected, not classified by its remaining text.</summary>
    public const char InvalidByteMarker = '\u001A';

    private const string StandardInput = "-";

    private readonly List<IDisposable> _disposables = [];
    private readonly Stream? _file;

    private HeadlineSource(string name, IEnumerable<string> headlines)
    {
        Name = name;
        Columns = [];
        Rows = headlines.Select((headline, i) => HeadlineRow.FromText(i + 1, headline));
    }

    private HeadlineSource(string path, Stream bytes, InputFormat format, HeadlineColumn column)
    {
        Name = path == StandardInput ? "standard input" : path;
        Columns = [];
        _disposables.Add(bytes);
        _file = bytes.CanSeek ? bytes : null;
        Length = _file?.Length ?? 0;
        var content = InputFormats.IsGzip(path) ? AddDisposable(VerifiedGzipStream.Open(bytes)) : bytes;
        var encoding = Encoding.GetEncoding(
            "utf-8",
            EncoderFallback.ReplacementFallback,
            new DecoderReplacementFallback(InvalidByteMarker.ToString())
        );
        var reader = AddDisposable(
            new StreamReader(content, encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024)
        );
        switch (format)
        {
            case InputFormat.Txt:
                Rows = TextRowReader.Read(reader);
                break;
            case InputFormat.Jsonl:
                Rows = JsonLinesRowReader.Read(reader, column);
                break;
            default:
                var delimited = AddDisposable(new DelimitedRowReader(reader, format, column, Name));
                Columns = delimited.Columns;
                Rows = delimited.Read();
                break;
        }
    }

    /// <summary>Gets the file's path, or a name for another source.</summary>
    public string Name { get; }

    /// <summary>Gets the names of the columns that each row has besides the headline.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Gets the rows. They can be enumerated once.</summary>
    public IEnumerable<HeadlineRow> Rows { get; }

    /// <summary>Gets the length of the file in bytes; 0 if it is unknown.</summary>
    public long Length { get; }

    /// <summary>Gets the share of the file that was read, 0 to 1; 0 if the length is unknown.</summary>
    public double Progress => Length > 0 ? Math.Min(1, (double)_file!.Position / Length) : 0;

    /// <summary>Creates a source of headlines that were given as arguments.</summary>
    public static HeadlineSource FromArguments(IEnumerable<string> headlines) => new("arguments", headlines);

    /// <summary>Opens a file, or standard input for <c>-</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">The format; null to derive it from the file's name. Standard input is text by default.</param>
    /// <param name="column">The column or field that holds the headline.</param>
    /// <exception cref="CommandException">The file does not exist, its format is unknown, or it has no such column.</exception>
    public static HeadlineSource Open(string path, InputFormat? format, HeadlineColumn column)
    {
        if (path == StandardInput)
        {
            return new HeadlineSource(path, Console.OpenStandardInput(), format ?? InputFormat.Txt, column);
        }

        if (Directory.Exists(path))
        {
            throw new CommandException($"{path} is a folder; give a file of headlines.");
        }

        if (!File.Exists(path))
        {
            throw new CommandException($"{path} does not exist.");
        }

        var resolvedFormat = format ?? InputFormats.FromFileName(path);
        var file = File.OpenRead(path);
        try
        {
            return new HeadlineSource(path, file, resolvedFormat, column);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

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
}
