using Classifier.Cli.CommandLine;
using Classifier.Training;
using CsvHelper;
using Parquet.Schema;

namespace Classifier.Cli.Input;

/// <summary>Reads CSV (quoted as in RFC 4180) and TSV (never quoted), both with a header.</summary>
internal sealed class DelimitedRowReader : IHeadlineReader
{
    private readonly string _file;
    private readonly CsvReader _reader;
    private readonly int _headlineIndex;
    private readonly int _columnCount;
    private CsvMalformedReason? _malformed;

    /// <summary>Reads the header.</summary>
    /// <exception cref="CommandException">The file is empty, or the header has no column for the headline.</exception>
    public DelimitedRowReader(TextReader reader, InputFormat format, char separator, HeadlineColumn column, string file)
    {
        _file = file;
        _reader = CsvReader.Create(
            reader,
            new CsvReaderOptions
            {
                Mode = format == InputFormat.Tsv ? CsvMode.NoEscape : CsvMode.Rfc4180,
                Separator = separator,
                // Recovery takes quotes inside unquoted cells literally, as pandas does.
                MalformedData = CsvMalformedDataHandling.Recover,
                OnMalformedRecord = record => _malformed = record.Reason,
                MaxRecordSize = BoundedLineReader.DefaultMaxLength,
            }
        );
        WithRowLimit(() =>
        {
            _reader.ReadHeader();
            return true;
        });
        string[] header = [.. _reader.Headers];
        if (header.Length == 0)
        {
            throw new CommandException($"{file}: the file is empty; its first row must name the columns.");
        }

        _columnCount = header.Length;
        _headlineIndex = column.FindIndex(header, file);
        Columns = [.. header.Where((_, i) => i != _headlineIndex).Select(name => new DataField<string>(name))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<DataField> Columns { get; }

    /// <inheritdoc/>
    public long LiteralQuoteRows { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="CommandException">A row exceeds the maximum size.</exception>
    public long Skip(long count)
    {
        var skipped = 0L;
        while (skipped < count && MoveNext())
        {
            skipped++;
        }

        return skipped;
    }

    /// <summary>Reads all remaining rows after the header, which is row 1.</summary>
    /// <exception cref="CommandException">A row exceeds the maximum size.</exception>
    public IEnumerable<HeadlineRow> Read()
    {
        while (MoveNext())
        {
            yield return GetCurrent().MarkInvalidBytes();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private bool MoveNext()
    {
        _malformed = null;
        return WithRowLimit(_reader.Read);
    }

    private bool WithRowLimit(Func<bool> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException exception)
        {
            throw new CommandException(
                $"{_file}, after row {_reader.RowNumber + 1}: a row is longer than {BoundedLineReader.DefaultMaxLength:N0} bytes; check for an unclosed quote.",
                exception
            );
        }
    }

    private HeadlineRow GetCurrent()
    {
        var fieldCount = _reader.FieldCount;
        var cells = new string[_columnCount - 1];
        for (var i = 0; i < _columnCount; i++)
        {
            if (i != _headlineIndex)
            {
                cells[i < _headlineIndex ? i : i - 1] = i < fieldCount ? _reader.GetString(i) : "";
            }
        }

        var headline = _headlineIndex < fieldCount ? _reader.GetString(_headlineIndex) : null;
        var hasLiteralQuotes = _malformed is CsvMalformedReason.StrayQuote or CsvMalformedReason.TextAfterClosingQuote;
        LiteralQuoteRows += hasLiteralQuotes ? 1 : 0;
        var error =
            _malformed is not null && !hasLiteralQuotes ? "the row has an unclosed quote"
            : fieldCount > _columnCount
                ? $"the row has {Plural.Format(fieldCount, "column")}, the header {_columnCount}"
            : headline is null
                ? $"the row has {Plural.Format(fieldCount, "column")}, but the headline is in column {_headlineIndex + 1}"
            : null;
        return new HeadlineRow(_reader.RowNumber + 1, headline, error, cells);
    }
}
