using Classifier.Cli.Paging;

namespace Classifier.Cli.Output;

/// <summary>Writes scored pages one by one.</summary>
internal interface IPageWriter : IDisposable
{
    /// <summary>Writes a page.</summary>
    void Write(ScoredPage page);

    /// <summary>Completes the output after the last page. Output that is disposed of without this call is discarded.</summary>
    void Finish();
}
