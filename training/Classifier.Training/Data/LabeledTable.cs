using System.Globalization;
using CsvHelper;

namespace Classifier.Training.Data;

/// <summary>Writes labeled headlines as the TSV that <see cref="LabeledFile"/> reads; tabs and line breaks become spaces.</summary>
public sealed class LabeledTable : IDisposable
{
    private readonly CsvWriter _csv;

    /// <summary>Writes the header.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    public LabeledTable(Stream stream)
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
        Row("text", "topic", "topic2", "grade", "weight", "split", "source", "origin", "date");
    }

    /// <summary>Writes a headline.</summary>
    public void Write(LabeledHeadline headline) =>
        Row(
            headline.Text,
            string.Join(RawRows.TopicSeparator, headline.Topics),
            headline.SecondTopic is { } second && !headline.OtherTopics.Contains(second) ? second : "",
            Number(headline.Bait),
            headline.Weight == 1 ? "" : Number(headline.Weight),
            headline.IsTest ? "test" : "train",
            headline.Source,
            headline.Origin == LabelOrigin.Source ? "source" : "reader",
            headline.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? ""
        );

    /// <summary>Writes what is left.</summary>
    public void Dispose() => _csv.Dispose();

    private void Row(params ReadOnlySpan<string> cells)
    {
        foreach (var cell in cells)
        {
            _csv.WriteField(cell.ReplaceLineEndings(" ").Replace('\t', ' '));
        }

        _csv.EndRecord();
    }

    private static string Number(float? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
