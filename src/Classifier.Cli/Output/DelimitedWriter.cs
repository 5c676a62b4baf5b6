using Classifier.Training.Evaluation.Reports;
using CsvHelper;

namespace Classifier.Cli.Output;

/// <summary>Writes rows of CSV, quoted as in RFC 4180, or TSV, where tabs and line breaks become spaces instead of being quoted.</summary>
internal sealed class DelimitedWriter : IDisposable
{
    private readonly CsvWriter _csv;
    private readonly bool _tabs;

    /// <summary>Creates a writer that leaves the stream open.</summary>
    public DelimitedWriter(Stream stream, bool tabs)
    {
        _tabs = tabs;
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
            _csv.WriteField(_tabs ? PlainText.OneLine(cell) : PlainText.Clean(cell));
        }

        _csv.EndRecord();
    }

    /// <summary>Writes buffered rows to the stream.</summary>
    public void Flush() => _csv.Flush();

    /// <summary>Writes buffered rows to the stream. Later calls do nothing, even if the stream has been closed by then.</summary>
    public void Dispose() => _csv.Dispose();
}
