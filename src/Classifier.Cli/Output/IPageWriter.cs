using Classifier.Cli.Paging;

namespace Classifier.Cli.Output;

/// <summary>Writes scored pages, one after the other.</summary>
internal interface IPageWriter : IDisposable
{
    /// <summary>Writes a page.</summary>
    void Write(ScoredPage page);

    /// <summary>Writes what comes after the last page and makes everything permanent.</summary>
    void Finish();
}
