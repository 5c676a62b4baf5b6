using Classifier.Cli.Classifying;
using Classifier.Cli.Sources;
using Classifier.Pages;
using Classifier.Scoring;

namespace Classifier.Cli.Paging;

/// <summary>Reads pages and scores their headlines. A page that cannot be read results in a <see cref="ScoredPage.Error"/>.</summary>
internal sealed class PageScorer(IHeadlineScorer scorer, ClassifyOptions options)
{
    /// <summary>Reads a page and scores all its headlines.</summary>
    public async Task<ScoredPage> ScoreAsync(SourcePage source, CancellationToken stop)
    {
        Page page;
        try
        {
            page = PageContentReader.Read(await source.ReadAsync(stop));
        }
        catch (Exception exception)
            when (exception is PageReadException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return ScoredPage.Failed(source.Name, exception.Message);
        }

        var items = page.Modules.SelectMany(module => module.Items).Select(item => item.Text);
        var scored = await scorer.ScoreAsync(
            [.. page.Headline is null ? [] : (string[])[page.Headline], .. items],
            options,
            stop
        );
        var next = 0;
        return new ScoredPage(
            source.Name,
            page.Headline is null ? null : scored[next++],
            [
                .. page.Modules.Select(module => new ScoredModule(
                    module.Title,
                    module.Kind,
                    [.. module.Items.Select(item => new ScoredItem(item, scored[next++]))]
                )),
            ],
            null
        );
    }
}
