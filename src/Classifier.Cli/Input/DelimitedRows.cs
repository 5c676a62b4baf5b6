using System.Globalization;
using Classifier.Cli.Commands;
using CsvHelper;
using CsvHelper.Configuration;

namespace Classifier.Cli.Input;

/// <summary>Reads CSV (quoted after RFC 4180) and TSV (never quoted), both with a header.</summary>
internal sealed class DelimitedRows : IDisposable
{
    private readonly string _file;
    private readonly CsvParser _parser;
    private readonly int _headline;
    private readonly int _width;
    private bool _badQuotes;

    /// <summary>Reads the header.</summary>
    /// <exception cref="CommandFailure">There is none, or it has no column for the headline.</exception>
    public DelimitedRows(TextReader reader, InputFormat format, HeadlineColumn column, string file)
    {
        _file = file;
        _parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = format == InputFormat.Tsv ? "\t" : ",",
            Mode = format == InputFormat.Tsv ? CsvMode.NoEscape : CsvMode.RFC4180,
            BadDataFound = _ => _badQuotes = true,
            MaxFieldSize = BoundedLines.Limit,
        });
        if (!Next())
            throw new CommandFailure($"{file}: the file is empty; its first row must name the columns.");
        string[] header = [.. _parser.Record!];
        _width = header.Length;
        _headline = column.IndexIn(header, file);
        Columns = [.. header.Where((_, i) => i != _headline)];
    }

    /// <summary>The names of all columns but the headline's.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Reads all rows after the header.</summary>
    /// <exception cref="CommandFailure">A field has no end.</exception>
    public IEnumerable<HeadlineRow> Read()
    {
        while (Next())
            yield return Current(_parser.Row, _parser.Record!);
    }

    /// <inheritdoc/>
    public void Dispose() => _parser.Dispose();

    private bool Next()
    {
        _badQuotes = false;
        try
        {
            return _parser.Read();
        }
        catch (MaxFieldSizeException exception)
        {
            throw new CommandFailure($"{_file}, row {_parser.Row}: a field is longer than {BoundedLines.Limit:N0} characters; is a quote not closed?", exception);
        }
    }

    private HeadlineRow Current(long number, string[] record)
    {
        var cells = new string[_width - 1];
        for (var i = 0; i < _width; i++)
        {
            if (i != _headline)
                cells[i < _headline ? i : i - 1] = i < record.Length ? record[i] : "";
        }

        var headline = _headline < record.Length ? record[_headline] : null;
        var error = _badQuotes ? "a quote stands inside a field or is not closed"
            : record.Length > _width ? $"the row has {record.Length} columns, the header {_width}"
            : headline is null ? $"the row has {record.Length} columns, the headline's is number {_headline + 1}"
            : null;
        return new HeadlineRow(number, headline, error, cells);
    }
}
