using Classifier.Cli.CommandLine;
using Classifier.Cli.Paging;
using Classifier.Scoring;
using Parquet;
using Parquet.Schema;

namespace Classifier.Cli.Output;

/// <summary>Writes one Parquet row a headline, in row groups of bounded size; docs/OUTPUT.md describes the columns.</summary>
internal sealed class ParquetPageWriter : IPageWriter
{
    /// <summary>Rows in a row group, which is kept in memory until it is full. A reason counts as a row, for it takes as much.</summary>
    private const int RowsInGroup = 50_000;

    /// <summary>The library keeps what it has allocated for use again, without a bound of its own.</summary>
    private const int PooledBytes = 16 << 20;

    private readonly Column[] _columns;
    private readonly OutputFile _file;
    private readonly ParquetWriter _parquet;
    private readonly List<PageRow> _rows = [];
    private int _reasons;
    private bool _closed;

    /// <summary>Writes the header.</summary>
    /// <exception cref="CommandException">The output is no file.</exception>
    public ParquetPageWriter(string? output, bool reasons)
    {
        if (!OutputFile.IsFile(output) || OutputFile.IsGzip(output!))
        {
            throw new CommandException(
                "parquet is a binary format with its own compression; name a file to write with --output rows.parquet."
            );
        }

        _columns = Columns(new ClassificationCells(reasons));
        _file = OutputFile.Open(output);
        _parquet = Wait(
            ParquetWriter.CreateAsync(
                new ParquetSchema([.. _columns.Select(column => column.Field)]),
                _file.Stream,
                new ParquetOptions { MaximumSmallPoolFreeBytes = PooledBytes, MaximumLargePoolFreeBytes = PooledBytes }
            )
        );
    }

    /// <inheritdoc/>
    public void Write(ScoredPage page)
    {
        foreach (var row in PageRow.Of(page))
        {
            _rows.Add(row);
            _reasons += row.Scored.Classification?.Reasons.Count ?? 0;
        }

        if (_rows.Count + _reasons >= RowsInGroup)
        {
            WriteGroup();
        }
    }

    /// <inheritdoc/>
    public void Finish()
    {
        WriteGroup();
        Close();
        _file.Commit();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        _file.Dispose();
    }

    private static Column[] Columns(ClassificationCells cells) =>
        [
            Text("page", row => row.Page),
            Number("module", row => row.Module),
            Text("module_title", row => row.ModuleTitle),
            Text("kind", row => row.Kind),
            Number("position", row => row.Position),
            Text("headline", row => row.Item?.Text),
            Text("href", row => row.Item?.Href),
            Text("date", row => row.Item?.Date),
            Text("section", row => row.Item?.Section),
            Text("topic", row => Best(row)?.Topic.Id),
            Text("topic_label", row => Best(row)?.Topic.Label),
            Number("topic_score", row => Best(row)?.Score),
            Text("topics", row => row.Scored.Classification is { } scored ? ClassificationCells.Topics(scored) : null),
            Number("clickbait", row => row.Scored.Classification?.Clickbait.Score),
            Text(
                "band",
                row => row.Scored.Classification is { } scored ? ClassificationJson.Name(scored.Clickbait.Band) : null
            ),
            Text("error", row => row.Scored.Error),
            .. cells.HasReasons
                ?
                [
                    Text(
                        "reasons",
                        row => row.Scored.Classification is { } scored ? ClassificationCells.Reasons(scored) : null
                    ),
                ]
                : Array.Empty<Column>(),
        ];

    private static TopicScore? Best(PageRow row) =>
        row.Scored.Classification is { Topics: [var best, ..] } ? best : null;

    private static Column Text(string name, Func<PageRow, string?> cell)
    {
        var field = new DataField<string>(name);
        return new Column(
            field,
            (group, rows) =>
                group.WriteAsync(field, [.. rows.Select(row => cell(row) is { } text ? PlainText.Clean(text) : null)])
        );
    }

    private static Column Number<T>(string name, Func<PageRow, T?> cell)
        where T : struct
    {
        var field = new DataField<T?>(name);
        return new Column(field, (group, rows) => group.WriteAsync<T>(field, rows.Select(cell).ToArray().AsMemory()));
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
            Wait(column.WriteAsync(group, _rows));
        }

        group.CompleteValidate();
        _rows.Clear();
        _reasons = 0;
    }

    private void Close()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        Wait(_parquet.DisposeAsync().AsTask());
    }

    // The library has asynchronous calls only; the file behind them is not worth a thread's change.
    private static void Wait(Task written) => written.GetAwaiter().GetResult();

    private static T Wait<T>(Task<T> made) => made.GetAwaiter().GetResult();

    private sealed record Column(DataField Field, Func<ParquetRowGroupWriter, IReadOnlyList<PageRow>, Task> WriteAsync);
}
