using Classifier.Cli.Paging;

namespace Classifier.Cli.Output;

/// <summary>Writes pages as JSON Lines, one page per line.</summary>
internal sealed class JsonPageWriter(OutputFile file, bool reasons) : IPageWriter
{
    /// <inheritdoc/>
    public void Write(ScoredPage page)
    {
        PageJson.Write(file.Stream, page, reasons);
        file.Stream.Flush();
    }

    /// <inheritdoc/>
    public void Finish() => file.Commit();

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
