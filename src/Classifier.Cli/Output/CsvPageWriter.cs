using System.Globalization;
using Classifier.Cli.Paging;

namespace Classifier.Cli.Output;

/// <summary>Writes one CSV row a headline: first the article's (module 0), then the lists' in their order.</summary>
internal sealed class CsvPageWriter : IPageWriter
{
    private readonly OutputFile _file;
    private readonly DelimitedFile _csv;
    private readonly ClassificationCells _cells;

    /// <summary>Writes the header.</summary>
    public CsvPageWriter(string? output, bool reasons)
    {
        _file = OutputFile.Open(output);
        _csv = new DelimitedFile(_file.Stream, tabs: false);
        _cells = new ClassificationCells(reasons);
        _csv.Write(["page", "module", "module_title", "kind", "position", "headline", "href", "date", "section", .. _cells.Names]);
    }

    /// <inheritdoc/>
    public void Write(ScoredPage page)
    {
        if (page.Error is not null)
            _csv.Write([page.Name, "", "", "", "", "", "", "", "", .. _cells.Of(null, page.Error)]);
        if (page.Headline is not null)
            _csv.Write([page.Name, "0", "", "article", "1", page.Headline.Text, "", "", "", .. Cells(page.Headline)]);
        for (var m = 0; m < page.Modules.Count; m++)
        {
            var module = page.Modules[m];
            for (var i = 0; i < module.Items.Count; i++)
            {
                var (item, scored) = module.Items[i];
                _csv.Write([page.Name, Number(m + 1), module.Title ?? "", PageJson.Name(module.Kind), Number(i + 1),
                    item.Text, item.Href ?? "", item.Date ?? "", item.Section ?? "", .. Cells(scored)]);
            }
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

    private IEnumerable<string> Cells(ScoredHeadline scored) => _cells.Of(scored.Classification, scored.Error);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
