using Classifier.Cli.Paging;

namespace Classifier.Cli.Output;

/// <summary>Writes pages as JSON Lines, one page per line.</summary>
internal sealed class JsonPageWriter(string? output, bool reasons) : IPageWriter
{
    private readonly OutputFile _file = OutputFile.Open(output);

    /// <inheritdoc/>
    public void Write(ScoredPage page)
    {
        PageJson.Write(_file.Stream, page, reasons);
        _file.Stream.Flush();
    }

    /// <inheritdoc/>
    public void Finish() => _file.Commit();

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
