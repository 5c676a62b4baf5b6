using Classifier.Text;
using CsvHelper;

namespace Classifier.Cli.Output;

/// <summary>Writes rows of CSV, quoted as in RFC 4180, or TSV, where tabs and line breaks become spaces instead of being quoted.</summary>
internal sealed class DelimitedWriter : IDisposable
{
    private readonly CsvWriter _csv;
    private readonly bool _tabs;
    private readonly bool _spreadsheetSafe;

    /// <summary>Creates a writer that leaves the stream open.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="tabs">Whether to write TSV instead of CSV.</param>
    /// <param name="spreadsheetSafe">Whether to keep spreadsheets from evaluating cells as formulas.</param>
    public DelimitedWriter(Stream stream, bool tabs, bool spreadsheetSafe = false)
    {
        _tabs = tabs;
        _spreadsheetSafe = spreadsheetSafe;
        _csv = CsvWriter.Create(
            stream,
            new CsvWriterOptions
            {
                Mode = tabs ? CsvMode.NoEscape : CsvMode.Rfc4180,
                Separator = tabs ? '\t' : ',',
                NewLine = "\n",
            },
            leaveOpen: true
        );
    }

    /// <summary>Writes a row.</summary>
    public void Write(IEnumerable<string> cells)
    {
        foreach (var cell in cells)
        {
            var text = _spreadsheetSafe && IsFormula(cell) ? "'" + cell : cell;
            _csv.WriteField(_tabs ? PlainText.OneLine(text) : PlainText.Clean(text));
        }

        _csv.EndRecord();
    }

    /// <summary>Writes buffered rows to the stream.</summary>
    public void Flush() => _csv.Flush();

    /// <summary>Writes buffered rows to the stream. Later calls do nothing, even if the stream has been closed by then.</summary>
    public void Dispose() => _csv.Dispose();

    // Spreadsheets evaluate cells that start with these characters (OWASP, CSV injection), and show a cell with an apostrophe
    // before them as text.
    private static bool IsFormula(string cell) =>
        cell is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠', ..];
}
