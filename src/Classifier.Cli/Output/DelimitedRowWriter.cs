using Classifier.Cli.Classifying;

namespace Classifier.Cli.Output;

/// <summary>Writes one CSV or TSV row per input row: the row's other columns, the headline, and its classification.</summary>
internal sealed class DelimitedRowWriter : IRowWriter
{
    private readonly DelimitedWriter _file;
    private readonly Stream _stream;
    private readonly ClassificationCells _cells;
    private readonly int _inputColumns;

    /// <summary>Writes the header row. Input columns whose names clash with output columns get the prefix <c>input_</c>.</summary>
    public DelimitedRowWriter(
        Stream stream,
        bool tabs,
        IReadOnlyList<string> columns,
        bool reasons,
        bool stories,
        bool spreadsheetSafe = false
    )
    {
        _stream = stream;
        _file = new DelimitedWriter(stream, tabs, spreadsheetSafe);
        _cells = new ClassificationCells(reasons, stories);
        _inputColumns = columns.Count;
        string[] own = ["headline", .. _cells.Names];
        _file.Write([
            .. columns.Select(name => own.Contains(name, StringComparer.OrdinalIgnoreCase) ? "input_" + name : name),
            .. own,
        ]);
    }

    /// <inheritdoc/>
    public void Write(ClassifiedRow row)
    {
        var input = row.Row.Cells.Count == _inputColumns ? row.Row.Cells : [.. Enumerable.Repeat("", _inputColumns)];
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
}
