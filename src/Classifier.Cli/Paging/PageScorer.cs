using Classifier.Cli.Classifying;
using Classifier.Cli.Sources;
using Classifier.Pages;
using Classifier.Scoring;

namespace Classifier.Cli.Paging;

/// <summary>Reads pages and has their headlines scored. What goes wrong with a page is told in its
/// <see cref="ScoredPage.Error"/>.</summary>
internal sealed class PageScorer(IHeadlineScorer scorer, ClassifyOptions options)
{
    /// <summary>Reads and scores a page.</summary>
    public async Task<ScoredPage> ScoreAsync(SourcePage source, CancellationToken stop)
    {
        Page page;
        try
        {
            page = PageReading.Read(await source.ReadAsync(stop));
        }
        catch (Exception exception)
            when (exception is PageDefectException or IOException or InvalidDataException or UnauthorizedAccessException
            )
        {
            return ScoredPage.Bad(source.Name, exception.Message);
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
