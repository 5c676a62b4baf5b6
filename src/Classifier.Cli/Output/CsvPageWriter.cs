using System.Globalization;
using Classifier.Cli.Paging;

namespace Classifier.Cli.Output;

/// <summary>Writes one CSV row per headline; docs/OUTPUT.md describes the columns.</summary>
internal sealed class CsvPageWriter : IPageWriter
{
    private readonly OutputFile _file;
    private readonly DelimitedWriter _csv;
    private readonly ClassificationCells _cells;

    /// <summary>Writes the header row.</summary>
    public CsvPageWriter(OutputFile file, bool reasons, bool stories, bool spreadsheetSafe = false)
    {
        _file = file;
        _csv = new DelimitedWriter(_file.Stream, tabs: false, spreadsheetSafe);
        _cells = new ClassificationCells(reasons, stories);
        _csv.Write([
            "page",
            "module",
            "module_title",
            "kind",
            "position",
            "headline",
            "href",
            "date",
            "iso_date",
            "section",
            .. _cells.Names,
        ]);
    }

    /// <inheritdoc/>
    public void Write(ScoredPage page)
    {
        foreach (var row in PageRow.FromPage(page))
        {
            _csv.Write([
                row.Page,
                Number(row.Module),
                row.ModuleTitle ?? "",
                row.Kind ?? "",
                Number(row.Position),
                row.Item?.Text ?? "",
                row.Item?.Href ?? "",
                row.Item?.Date ?? "",
                row.Item?.IsoDate ?? "",
                row.Item?.Section ?? "",
                .. _cells.Format(row.Scored.Classification, row.Scored.Error, row.Scored.Story),
            ]);
        }
    }

    /// <inheritdoc/>
    public void Finish()
    {
        _csv.Dispose();
        _file.Commit();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _csv.Dispose();
        _file.Dispose();
    }

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
