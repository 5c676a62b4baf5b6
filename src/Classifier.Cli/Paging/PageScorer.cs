using Classifier.Cli.Classifying;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Sources;
using Classifier.Deduplication;
using Classifier.Pages;
using Classifier.Scoring;

namespace Classifier.Cli.Paging;

/// <summary>Reads pages and scores their headlines. A page that cannot be read results in a <see cref="ScoredPage.Error"/>.</summary>
/// <param name="scorer">The scorer.</param>
/// <param name="options">What to return for each headline.</param>
/// <param name="stories">Whether to number the stories of each page.</param>
internal sealed class PageScorer(IHeadlineScorer scorer, ClassifyOptions options, bool stories = false)
{
    /// <summary>Reads a page and scores all its headlines. Any exception becomes the error of the page, so that one page cannot end
    /// a run.</summary>
    public async Task<ScoredPage> ScoreAsync(SourcePage source, CancellationToken stop)
    {
        try
        {
            var bytes = await source.ReadAsync(stop);
            return await ScoreAsync(source.Name, PageContentReader.Read(bytes), stop);
        }
        catch (Exception exception) when (exception is not CommandException && !stop.IsCancellationRequested)
        {
            return ScoredPage.Failed(source.Name, PageReadException.Describe(exception));
        }
    }

    private async Task<ScoredPage> ScoreAsync(string name, Page page, CancellationToken stop)
    {
        var items = page.Modules.SelectMany(module => module.Items).Select(item => item.Text);
        var scored = SettleLanguage(
            page,
            await scorer.ScoreAsync(
                [.. page.Headline is null ? [] : (string[])[page.Headline], .. items],
                options,
                stop
            )
        );
        if (stories)
        {
            scored = NumberStories(scored);
        }

        var next = 0;
        return new ScoredPage(
            name,
            page.Headline is null ? null : scored[next++],
            [
                .. page.Modules.Select(module => new ScoredModule(
                    module.Title,
                    module.Kind,
                    [.. module.Items.Select(item => new ScoredItem(item, scored[next++]))]
                )),
            ],
            null
        )
        {
            Language = page.Language,
            Origin = page.Origin,
        };
    }

    /// <summary>Numbers the stories as the API does: within the page, those of the first headlines up to the limit of the
    /// library.</summary>
    private static IReadOnlyList<ScoredHeadline> NumberStories(IReadOnlyList<ScoredHeadline> headlines)
    {
        var numbers = Stories.Number([.. headlines.Select(headline => headline.Classification?.Headline)]);
        return [.. headlines.Zip(numbers, (headline, story) => headline with { Story = story })];
    }

    private static IReadOnlyList<ScoredHeadline> SettleLanguage(Page page, IReadOnlyList<ScoredHeadline> headlines)
    {
        int?[] lists =
        [
            .. page.Headline is null ? [] : (int?[])[null],
            .. page.Modules.SelectMany((module, i) => module.Items.Select(_ => (int?)i)),
        ];
        var classified = headlines.Zip(lists).Where(headline => headline.First.Classification is not null).ToArray();
        var supported = PageLanguage.Settle(
            page.Language,
            [.. classified.Select(headline => (headline.First.Text, headline.First.Classification!.LanguageSupported))],
            [.. classified.Select(headline => headline.Second)]
        );
        var next = 0;
        return
        [
            .. headlines.Select(headline =>
                headline.Classification is { } classification
                    ? headline with
                    {
                        Classification = classification with { LanguageSupported = supported[next++] },
                    }
                    : headline
            ),
        ];
    }
}
