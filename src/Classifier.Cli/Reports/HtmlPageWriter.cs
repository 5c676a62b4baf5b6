using System.Text;
using Classifier.Cli.Output;
using Classifier.Cli.Paging;

namespace Classifier.Cli.Reports;

/// <summary>Writes one HTML report about all pages.</summary>
internal sealed class HtmlPageWriter(string? output) : IPageWriter
{
    private readonly OutputFile _file = OutputFile.Open(output);
    private readonly ReportFigures _figures = new();

    /// <inheritdoc/>
    public void Write(ScoredPage page) => _figures.Add(page);

    /// <inheritdoc/>
    public void Finish()
    {
        using (var writer = new StreamWriter(_file.Stream, new UTF8Encoding(false), leaveOpen: true))
        {
            PageReport.Write(writer, _figures);
        }

        _file.Commit();
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
