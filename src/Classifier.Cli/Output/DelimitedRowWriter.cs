using System.Globalization;
using Classifier.Cli.Classifying;
using Parquet.Schema;

namespace Classifier.Cli.Output;

/// <summary>Writes one CSV or TSV row per input row: the row's other columns, the headline, and its classification.</summary>
internal sealed class DelimitedRowWriter : IRowWriter
{
    private readonly DelimitedWriter _file;
    private readonly Stream _stream;
    private readonly ClassificationCells _cells;
    private readonly int _inputColumns;

    /// <summary>Creates a writer. Input columns whose names clash with output columns get the prefix <c>input_</c>.</summary>
    /// <param name="stream">The stream, which stays open.</param>
    /// <param name="tabs">Whether to write TSV instead of CSV.</param>
    /// <param name="header">Whether to write the header row.</param>
    /// <param name="columns">The other columns of the input.</param>
    /// <param name="reasons">Whether to write the reasons.</param>
    /// <param name="stories">Whether to write the stories.</param>
    /// <param name="spreadsheetSafe">Whether to keep spreadsheets from evaluating cells as formulas.</param>
    public DelimitedRowWriter(
        Stream stream,
        bool tabs,
        bool header,
        IReadOnlyList<DataField> columns,
        bool reasons,
        bool stories,
        bool spreadsheetSafe = false
    )
    {
        _stream = stream;
        _file = new DelimitedWriter(stream, tabs, spreadsheetSafe);
        _cells = new ClassificationCells(reasons, stories);
        _inputColumns = columns.Count;
        if (header)
        {
            _file.Write([.. columns.Select(field => _cells.GetInputName(field.Name)), "headline", .. _cells.Names]);
        }
    }

    /// <inheritdoc/>
    public void Write(ClassifiedRow row)
    {
        var input =
            row.Row.Cells.Count == _inputColumns ? row.Row.Cells.Select(Format) : Enumerable.Repeat("", _inputColumns);
        _file.Write([.. input, row.Row.Headline ?? "", .. _cells.Format(row.Classification, row.Error, row.Row.Story)]);
    }

    /// <inheritdoc/>
    public void Flush()
    {
        _file.Flush();
        _stream.Flush();
    }

    /// <inheritdoc/>
    public void Finish() => _file.Dispose();

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static string Format(object? cell) =>
        cell switch
        {
            null => "",
            string text => text,
            bool truth => truth ? "true" : "false",
            byte[] bytes => Convert.ToHexStringLower(bytes),
            DateTime time => time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture),
            DateOnly date => date.ToString("O", CultureInfo.InvariantCulture),
            _ => Convert.ToString(cell, CultureInfo.InvariantCulture)!,
        };
}
