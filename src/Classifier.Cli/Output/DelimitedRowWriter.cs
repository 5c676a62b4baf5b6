using Classifier.Cli.Classifying;

namespace Classifier.Cli.Output;

/// <summary>Writes one CSV or TSV row for each row that was read: its other columns, the headline and what the
/// classifier says.</summary>
internal sealed class DelimitedRowWriter : IRowWriter
{
    private readonly DelimitedFile _file;
    private readonly Stream _stream;
    private readonly ClassificationCells _cells;
    private readonly int _passed;

    /// <summary>Writes the header. A column that was read and has the name of one that is written gets
    /// <c>input_</c> before its name.</summary>
    public DelimitedRowWriter(Stream stream, bool tabs, IReadOnlyList<string> columns, bool reasons)
    {
        _stream = stream;
        _file = new DelimitedFile(stream, tabs);
        _cells = new ClassificationCells(reasons);
        _passed = columns.Count;
        string[] own = ["headline", .. _cells.Names];
        _file.Write([
            .. columns.Select(name => own.Contains(name, StringComparer.OrdinalIgnoreCase) ? "input_" + name : name),
            .. own,
        ]);
    }

    /// <inheritdoc/>
    public void Write(ClassifiedRow row)
    {
        var passed = row.Row.Cells.Count == _passed ? row.Row.Cells : [.. Enumerable.Repeat("", _passed)];
        _file.Write([.. passed, row.Row.Headline ?? "", .. _cells.Of(row.Classification, row.Error)]);
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
