using System.Text;
using Classifier.Cli.CommandLine;
using Classifier.Training.Data;

namespace Classifier.Cli.Input;

/// <summary>Where headlines come from: arguments, a file or standard input. Rows are read one by one.</summary>
internal sealed class HeadlineSource : IDisposable
{
    /// <summary>What stands in the text for bytes that are not UTF-8: the control character SUBSTITUTE, so that such a
    /// headline is refused and not classified by its remains.</summary>
    public const char InvalidByteMarker = '\u001A';

    private readonly List<IDisposable> _open = [];
    private readonly Stream? _file;

    private HeadlineSource(string name, IEnumerable<string> headlines)
    {
        Name = name;
        Columns = [];
        Rows = headlines.Select((headline, i) => HeadlineRow.FromText(i + 1, headline));
    }

    private HeadlineSource(string path, Stream bytes, InputFormat format, HeadlineColumn column)
    {
        Name = path == "-" ? "standard input" : path;
        Columns = [];
        _open.Add(bytes);
        _file = bytes.CanSeek ? bytes : null;
        Length = _file?.Length ?? 0;
        var plain = InputFormats.IsGzip(path) ? Keep(WholeGzipStream.Open(bytes)) : bytes;
        var encoding = Encoding.GetEncoding(
            "utf-8",
            EncoderFallback.ReplacementFallback,
            new DecoderReplacementFallback(InvalidByteMarker.ToString())
        );
        var reader = Keep(
            new StreamReader(plain, encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024)
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
                var delimited = Keep(new DelimitedRowReader(reader, format, column, Name));
                Columns = delimited.Columns;
                Rows = delimited.Read();
                break;
        }
    }

    /// <summary>The file's path, or what else the headlines come from.</summary>
    public string Name { get; }

    /// <summary>The names of the columns that come with each row beside the headline.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The rows; to be read once.</summary>
    public IEnumerable<HeadlineRow> Rows { get; }

    /// <summary>The file's length in bytes; 0 where it is not known.</summary>
    public long Length { get; }

    /// <summary>How much of the file was read, 0 to 1; 0 where that is not known.</summary>
    public double Progress => Length > 0 ? Math.Min(1, (double)_file!.Position / Length) : 0;

    /// <summary>The headlines that were given as arguments.</summary>
    public static HeadlineSource FromArguments(IEnumerable<string> headlines) => new("arguments", headlines);

    /// <summary>Opens a file, or standard input for <c>-</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">How it is written; null to tell by its name, and for standard input one headline a line.</param>
    /// <param name="column">Which column or field holds the headline.</param>
    /// <exception cref="CommandException">It is not there, or no such column is.</exception>
    public static HeadlineSource Open(string path, InputFormat? format, HeadlineColumn column)
    {
        if (path == "-")
        {
            return new HeadlineSource(path, Console.OpenStandardInput(), format ?? InputFormat.Txt, column);
        }

        if (Directory.Exists(path))
        {
            throw new CommandException($"{path}: this is a folder, not a file of headlines.");
        }

        if (!File.Exists(path))
        {
            throw new CommandException($"{path}: there is no such file.");
        }

        var known = format ?? InputFormats.FromFileName(path);
        var file = File.OpenRead(path);
        try
        {
            return new HeadlineSource(path, file, known, column);
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
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            _open[i].Dispose();
        }
    }

    private T Keep<T>(T opened)
        where T : IDisposable
    {
        _open.Add(opened);
        return opened;
    }
}
