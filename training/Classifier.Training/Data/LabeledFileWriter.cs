using System.Globalization;
using CsvHelper;

namespace Classifier.Training.Data;

/// <summary>Writes labeled headlines as TSV that <see cref="LabeledFile"/> can read. Replaces tabs and line breaks with
/// spaces.</summary>
public sealed class LabeledFileWriter : IDisposable
{
    private readonly CsvWriter _csv;

    /// <summary>Writes the header.</summary>
    /// <param name="stream">The destination, which is left open.</param>
    public LabeledFileWriter(Stream stream)
    {
        _csv = CsvWriter.Create(
            stream,
            new CsvWriterOptions
            {
                Mode = CsvMode.NoEscape,
                Separator = '\t',
                NewLine = "\n",
            },
            leaveOpen: true
        );
        WriteRow("text", "topic", "topic2", "grade", "weight", "split", "source", "origin", "date");
    }

    /// <summary>Writes a headline.</summary>
    public void Write(LabeledHeadline headline) =>
        WriteRow(
            headline.Text,
            string.Join(RawRows.TopicSeparator, headline.Topics),
            headline.SecondTopic is { } second && !headline.OtherTopics.Contains(second) ? second : "",
            FormatNumber(headline.Bait),
            headline.Weight == 1 ? "" : FormatNumber(headline.Weight),
            headline.IsTest ? "test" : "train",
            headline.Source,
            headline.Origin == LabelOrigin.Source ? "source" : "reader",
            headline.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? ""
        );

    /// <summary>Flushes buffered rows.</summary>
    public void Dispose() => _csv.Dispose();

    private void WriteRow(params ReadOnlySpan<string> cells)
    {
        foreach (var cell in cells)
        {
            _csv.WriteField(cell.ReplaceLineEndings(" ").Replace('\t', ' '));
        }

        _csv.EndRecord();
    }

    private static string FormatNumber(float? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
