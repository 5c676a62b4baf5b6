using Classifier.Cli.CommandLine;
using CsvHelper;

namespace Classifier.Cli.Input;

/// <summary>Reads CSV (quoted after RFC 4180) and TSV (never quoted), both with a header.</summary>
internal sealed class DelimitedRowReader : IDisposable
{
    private readonly string _file;
    private readonly CsvReader _reader;
    private readonly int _headline;
    private readonly int _width;
    private bool _badQuotes;

    /// <summary>Reads the header.</summary>
    /// <exception cref="CommandException">There is none, or it has no column for the headline.</exception>
    public DelimitedRowReader(TextReader reader, InputFormat format, HeadlineColumn column, string file)
    {
        _file = file;
        _reader = CsvReader.Create(
            reader,
            new CsvReaderOptions
            {
                Mode = format == InputFormat.Tsv ? CsvMode.NoEscape : CsvMode.Rfc4180,
                Separator = format == InputFormat.Tsv ? '\t' : ',',
                MalformedData = CsvMalformedDataHandling.Recover,
                OnMalformedRecord = _ => _badQuotes = true,
                MaxRecordSize = BoundedLineReader.DefaultMaxLength,
            }
        );
        Guarded(() =>
        {
            _reader.ReadHeader();
            return true;
        });
        string[] header = [.. _reader.Headers];
        if (header.Length == 0)
        {
            throw new CommandException($"{file}: the file is empty; its first row must name the columns.");
        }

        _width = header.Length;
        _headline = column.IndexIn(header, file);
        Columns = [.. header.Where((_, i) => i != _headline)];
    }

    /// <summary>The names of all columns but the headline's.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Reads all rows after the header, which is row 1.</summary>
    /// <exception cref="CommandException">A row has no end.</exception>
    public IEnumerable<HeadlineRow> Read()
    {
        while (Next())
        {
            yield return Current();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private bool Next()
    {
        _badQuotes = false;
        return Guarded(_reader.Read);
    }

    private bool Guarded(Func<bool> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException exception)
        {
            throw new CommandException(
                $"{_file}, after row {_reader.RowNumber + 1}: a row is longer than {BoundedLineReader.DefaultMaxLength:N0} bytes; is a quote not closed?",
                exception
            );
        }
    }

    private HeadlineRow Current()
    {
        var count = _reader.FieldCount;
        var cells = new string[_width - 1];
        for (var i = 0; i < _width; i++)
        {
            if (i != _headline)
            {
                cells[i < _headline ? i : i - 1] = i < count ? _reader.GetString(i) : "";
            }
        }

        var headline = _headline < count ? _reader.GetString(_headline) : null;
        var error =
            _badQuotes ? "a quote stands inside a field or is not closed"
            : count > _width ? $"the row has {count} columns, the header {_width}"
            : headline is null ? $"the row has {count} columns, the headline's is number {_headline + 1}"
            : null;
        return new HeadlineRow(_reader.RowNumber + 1, headline, error, cells);
    }
}
