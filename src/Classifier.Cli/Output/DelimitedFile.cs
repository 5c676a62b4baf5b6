using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Classifier.Cli.Output;

/// <summary>Writes CSV (quoted after RFC 4180) or TSV (never quoted: tabs and line breaks become spaces).</summary>
internal sealed class DelimitedFile
{
    private readonly CsvWriter _csv;
    private readonly bool _tabs;

    /// <summary>Writes to a stream, which stays open.</summary>
    public DelimitedFile(Stream stream, bool tabs)
    {
        _tabs = tabs;
        _csv = new CsvWriter(
            new StreamWriter(stream, new UTF8Encoding(false), 64 * 1024, leaveOpen: true),
            new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                Delimiter = tabs ? "\t" : ",",
                Mode = tabs ? CsvMode.NoEscape : CsvMode.RFC4180,
                NewLine = "\n",
            });
    }

    /// <summary>Writes a row.</summary>
    public void Write(IEnumerable<string> cells)
    {
        foreach (var cell in cells)
            _csv.WriteField(_tabs ? PlainText.OneLine(cell) : PlainText.Clean(cell));
        _csv.NextRecord();
    }

    /// <summary>Makes what was written visible to a reader.</summary>
    public void Flush() => _csv.Flush();
}
