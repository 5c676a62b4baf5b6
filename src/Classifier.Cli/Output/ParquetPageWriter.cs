using Classifier.Cli.CommandLine;
using Classifier.Cli.Paging;
using Classifier.Scoring;
using Classifier.Text;
using Parquet;
using Parquet.Schema;

namespace Classifier.Cli.Output;

/// <summary>Writes one Parquet row per headline, in row groups of bounded size; docs/OUTPUT.md describes the columns.</summary>
internal sealed class ParquetPageWriter : IPageWriter
{
    /// <summary>The size of a row group, which is buffered in memory. Reasons count as rows because they take as much space.</summary>
    private const int RowGroupSize = 50_000;

    /// <summary>The limit of Parquet.Net's buffer pools, which are unbounded by default.</summary>
    private const int MaxPooledBytes = 16 << 20;

    private readonly Column[] _columns;
    private readonly OutputFile _file;
    private readonly ParquetWriter _parquet;
    private readonly List<PageRow> _rows = [];
    private int _reasons;
    private bool _closed;

    /// <summary>Opens the output file and writes the schema.</summary>
    /// <exception cref="CommandException">The output is not a regular file, or has the extension <c>.gz</c>.</exception>
    public ParquetPageWriter(string? output, bool reasons, bool stories)
    {
        if (!OutputFile.IsFile(output) || OutputFile.IsGzip(output!))
        {
            throw new CommandException(
                "Parquet is a binary format with its own compression; specify a file such as --output rows.parquet."
            );
        }

        _columns = Columns(new ClassificationCells(reasons, stories));
        _file = OutputFile.Create(output!);
        _parquet = Wait(
            ParquetWriter.CreateAsync(
                new ParquetSchema([.. _columns.Select(column => column.Field)]),
                _file.Stream,
                new ParquetOptions
                {
                    MaximumSmallPoolFreeBytes = MaxPooledBytes,
                    MaximumLargePoolFreeBytes = MaxPooledBytes,
                }
            )
        );
    }

    /// <inheritdoc/>
    public void Write(ScoredPage page)
    {
        foreach (var row in PageRow.FromPage(page))
        {
            _rows.Add(row);
            _reasons += row.Scored.Classification?.Reasons.Count ?? 0;
        }

        if (_rows.Count + _reasons >= RowGroupSize)
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
            Text("iso_date", row => row.Item?.IsoDate),
            Text("section", row => row.Item?.Section),
            Text("topic", row => Best(row)?.Topic.Id),
            Text("topic_label", row => Best(row)?.Topic.Label),
            Number("topic_score", row => Best(row)?.Score),
            Text("topics", row => row.Scored.Classification is { } scored ? ClassificationCells.Topics(scored) : null),
            Number(
                "clickbait",
                row =>
                    row.Scored.Classification is { HasClickbait: true } scored ? scored.Clickbait.Score : (float?)null
            ),
            Text(
                "band",
                row =>
                    row.Scored.Classification is { HasClickbait: true } scored
                        ? ClassificationJson.Name(scored.Clickbait.Band)
                        : null
            ),
            Number("language_supported", row => row.Scored.Classification?.LanguageSupported),
            Text("error", row => row.Scored.Error),
            .. cells.HasStories
                ? [Number("story", row => row.Scored.Story == 0 ? (int?)null : row.Scored.Story)]
                : Array.Empty<Column>(),
            .. cells.HasReasons
                ?
                [
                    Text(
                        "reasons",
                        row => row.Scored.Classification is { } scored ? ClassificationCells.Reasons(scored) : null
                    ),
                    Text(
                        "bases",
                        row => row.Scored.Classification is { } scored ? ClassificationCells.Bases(scored) : null
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

    // Parquet.Net has only asynchronous methods, and writes to a local file do not benefit from them.
    private static void Wait(Task task) => task.GetAwaiter().GetResult();

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private sealed record Column(DataField Field, Func<ParquetRowGroupWriter, IReadOnlyList<PageRow>, Task> WriteAsync);
}
