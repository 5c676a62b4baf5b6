using System.Text;
using Classifier.Cli.History;
using Classifier.Cli.Output;
using Classifier.Cli.Paging;

namespace Classifier.Cli.Reports;

/// <summary>Writes one HTML report about all pages.</summary>
/// <param name="file">The output file.</param>
/// <param name="compare">Returns the changes since earlier runs, after all pages have been written; null without a history.</param>
/// <param name="scope">The headlines that the report includes.</param>
internal sealed class HtmlPageWriter(
    OutputFile file,
    Func<HistoryComparison>? compare = null,
    ReportScope scope = default
) : IPageWriter
{
    private readonly ReportFigures _figures = new(scope);

    /// <inheritdoc/>
    public void Write(ScoredPage page) => _figures.Add(page);

    /// <inheritdoc/>
    public void Finish()
    {
        _figures.History = compare?.Invoke();
        using (var writer = new StreamWriter(file.Stream, new UTF8Encoding(false), leaveOpen: true))
        {
            PageReport.Write(writer, _figures);
        }

        file.Commit();
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
