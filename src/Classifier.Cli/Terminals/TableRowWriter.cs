using Classifier.Cli.Classifying;
using Classifier.Cli.Output;
using Spectre.Console;

namespace Classifier.Cli.Terminals;

/// <summary>Prints rows as a table. The table is printed at the end because its column widths depend on all rows.</summary>
internal sealed class TableRowWriter(IAnsiConsole console) : IRowWriter
{
    private readonly Table _table = HeadlineTable.Create();

    /// <inheritdoc/>
    public void Write(ClassifiedRow row) => HeadlineTable.Add(_table, row.Row.Headline, row.Classification, row.Error);

    /// <inheritdoc/>
    public void Flush() { }

    /// <inheritdoc/>
    public void Finish() => console.Write(_table);

    /// <inheritdoc/>
    public void Dispose() { }
}
