using Classifier.Cli.CommandLine;
using Classifier.Cli.Paging;

namespace Classifier.Cli.Output;

/// <summary>Writes one Parquet row per headline of a page; docs/OUTPUT.md describes the columns.</summary>
internal sealed class ParquetPageWriter : IPageWriter
{
    private readonly OutputFile _file;
    private readonly ParquetTable<PageRow> _table;

    /// <summary>Opens the output file and writes the schema.</summary>
    /// <exception cref="CommandException">The output is not a regular file, or has the extension <c>.gz</c>.</exception>
    public ParquetPageWriter(string? output, bool reasons, bool stories)
    {
        EnsureFile(output);
        _file = OutputFile.Create(output!);
        _table = new ParquetTable<PageRow>(
            _file.Stream,
            append: false,
            [
                ParquetTable<PageRow>.Text("page", row => row.Page),
                ParquetTable<PageRow>.Number("module", row => row.Module),
                ParquetTable<PageRow>.Text("module_title", row => row.ModuleTitle),
                ParquetTable<PageRow>.Text("kind", row => row.Kind),
                ParquetTable<PageRow>.Number("position", row => row.Position),
                ParquetTable<PageRow>.Text("headline", row => row.Item?.Text),
                ParquetTable<PageRow>.Text("href", row => row.Item?.Href),
                ParquetTable<PageRow>.Text("date", row => row.Item?.Date),
                ParquetTable<PageRow>.Text("iso_date", row => row.Item?.IsoDate),
                ParquetTable<PageRow>.Text("section", row => row.Item?.Section),
                .. ParquetTable<PageRow>.Classification(
                    row => row.Scored.Classification,
                    row => row.Scored.Error,
                    stories ? row => row.Scored.Story : null,
                    reasons
                ),
            ]
        );
    }

    /// <summary>Verifies that Parquet can be written to an output.</summary>
    /// <exception cref="CommandException">The output is not a regular file, or has the extension <c>.gz</c>.</exception>
    public static void EnsureFile(string? output)
    {
        if (!OutputFile.IsFile(output) || OutputFile.IsGzip(output!))
        {
            throw new CommandException(
                "Parquet is a binary format with its own compression; specify a file such as --output rows.parquet."
            );
        }
    }

    /// <inheritdoc/>
    public void Write(ScoredPage page)
    {
        foreach (var row in PageRow.FromPage(page))
        {
            _table.Add(row, row.Scored.Classification?.Reasons.Count ?? 0);
        }
    }

    /// <inheritdoc/>
    public void Finish()
    {
        _table.Finish();
        _file.Commit();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _table.Dispose();
        _file.Dispose();
    }
}
