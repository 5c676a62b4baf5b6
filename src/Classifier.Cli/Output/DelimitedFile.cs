using CsvHelper;

namespace Classifier.Cli.Output;

/// <summary>Writes CSV (quoted after RFC 4180) or TSV (never quoted: tabs and line breaks become spaces).</summary>
internal sealed class DelimitedFile : IDisposable
{
    private readonly CsvWriter _csv;
    private readonly bool _tabs;

    /// <summary>Writes to a stream, which stays open.</summary>
    public DelimitedFile(Stream stream, bool tabs)
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

    /// <summary>Makes what was written visible to a reader.</summary>
    public void Flush() => _csv.Flush();

    /// <summary>Writes what is left; nothing is written later, even if the stream has been closed by then.</summary>
    public void Dispose() => _csv.Dispose();
}
