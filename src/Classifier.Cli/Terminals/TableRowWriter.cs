using Classifier.Cli.Classifying;
using Classifier.Cli.Output;
using Spectre.Console;

namespace Classifier.Cli.Terminals;

/// <summary>Prints rows as a table. The table is printed at the end because its column widths depend on all rows.</summary>
/// <param name="console">The console.</param>
/// <param name="stories">Whether to print the numbers of the stories.</param>
internal sealed class TableRowWriter(IAnsiConsole console, bool stories) : IRowWriter
{
    private readonly Table _table = HeadlineTable.Create(stories);

    /// <inheritdoc/>
    public void Write(ClassifiedRow row) => HeadlineTable.Add(_table, row, stories);

    /// <inheritdoc/>
    public void Flush() { }

    /// <inheritdoc/>
    public void Finish() => console.Write(_table);

    /// <inheritdoc/>
    public void Dispose() { }
}
