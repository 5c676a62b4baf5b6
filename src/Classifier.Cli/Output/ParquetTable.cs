using Classifier.Scoring;
using Classifier.Text;
using Parquet;
using Parquet.Schema;

namespace Classifier.Cli.Output;

/// <summary>Writes rows to a Parquet file, in row groups of bounded size. Rows are buffered until their group is written.</summary>
/// <typeparam name="TRow">The type of a row.</typeparam>
internal sealed class ParquetTable<TRow> : IDisposable
{
    /// <summary>The size of a row group, which is buffered in memory. Reasons count as rows because they take as much space.</summary>
    private const int RowGroupSize = 50_000;

    private readonly IReadOnlyList<Column> _columns;
    private readonly ParquetWriter _parquet;
    private readonly List<TRow> _rows = [];
    private int _reasons;
    private bool _closed;

    /// <summary>Writes the schema.</summary>
    /// <param name="stream">The file, which stays open.</param>
    /// <param name="append">Whether to add row groups to a file with the same schema.</param>
    /// <param name="columns">The columns.</param>
    public ParquetTable(Stream stream, bool append, IReadOnlyList<Column> columns)
    {
        _columns = columns;
        _parquet = Wait(
            ParquetWriter.CreateAsync(
                new ParquetSchema([.. _columns.Select(column => column.Field)]),
                stream,
                ParquetColumns.Options,
                append
            )
        );
    }

    /// <summary>Creates a column of text.</summary>
    public static Column Text(string name, Func<TRow, string?> cell) =>
        new(new DataField<string>(name), row => cell(row) is { } text ? PlainText.Clean(text) : null);

    /// <summary>Creates a column of numbers or truth values.</summary>
    public static Column Number<T>(string name, Func<TRow, T?> cell)
        where T : struct => new(new DataField<T?>(name), row => cell(row));

    /// <summary>Creates the columns of a classification.</summary>
    /// <param name="classification">Returns the classification of a row; null if there is an error.</param>
    /// <param name="error">Returns the error of a row.</param>
    /// <param name="story">Returns the number of a row's story, or 0; null to have no column for it.</param>
    /// <param name="reasons">Whether to have columns for the reasons.</param>
    public static IEnumerable<Column> Classification(
        Func<TRow, Classification?> classification,
        Func<TRow, string?> error,
        Func<TRow, int>? story,
        bool reasons
    )
    {
        TopicScore? Best(TRow row) => classification(row) is { Topics: [var best, ..] } ? best : null;
        string? Format(TRow row, Func<Classification, string> format) =>
            classification(row) is { } scored ? format(scored) : null;
        ClickbaitScore? Clickbait(TRow row) =>
            classification(row) is { HasClickbait: true } scored ? scored.Clickbait : null;
        return
        [
            Text("topic", row => Best(row)?.Topic.Id),
            Text("topic_label", row => Best(row)?.Topic.Label),
            Number("topic_score", row => Best(row)?.Score),
            Text("topics", row => Format(row, ClassificationCells.Topics)),
            Number("clickbait", row => Clickbait(row)?.Score),
            Text("band", row => Clickbait(row) is { } score ? ClassificationJson.Name(score.Band) : null),
            Number("language_supported", row => classification(row)?.LanguageSupported),
            Text("error", error),
            .. story is null
                ? Array.Empty<Column>()
                : [Number("story", row => story(row) is var number and not 0 ? (int?)number : null)],
            .. reasons
                ?
                [
                    Text("reasons", row => Format(row, ClassificationCells.Reasons)),
                    Text("bases", row => Format(row, ClassificationCells.Bases)),
                ]
                : Array.Empty<Column>(),
        ];
    }

    /// <summary>Adds a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="reasons">The number of its reasons.</param>
    public void Add(TRow row, int reasons)
    {
        _rows.Add(row);
        _reasons += reasons;
        if (_rows.Count + _reasons >= RowGroupSize)
        {
            WriteGroup();
        }
    }

    /// <summary>Writes all buffered rows and the footer.</summary>
    public void Finish()
    {
        WriteGroup();
        Dispose();
    }

    /// <summary>Closes the table; buffered rows are discarded.</summary>
    public void Dispose()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        Wait(_parquet.DisposeAsync().AsTask());
    }

    private void WriteGroup()
    {
        if (_rows.Count == 0)
        {
            return;
        }

        using var group = _parquet.CreateRowGroup();
        foreach (var column in _columns)
        {
            Wait(ParquetColumns.WriteAsync(group, column.Field, _rows.Select(column.Cell)));
        }

        group.CompleteValidate();
        _rows.Clear();
        _reasons = 0;
    }

    // Parquet.Net has only asynchronous methods, and writes to a local file do not benefit from them.
    private static void Wait(Task task) => task.GetAwaiter().GetResult();

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    /// <summary>Represents a column.</summary>
    /// <param name="Field">The name and type.</param>
    /// <param name="Cell">Returns the value of a row; null if it has none.</param>
    internal sealed record Column(DataField Field, Func<TRow, object?> Cell);
}
