using Classifier.Cli.Classifying;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Sources;
using Classifier.Pages;
using Classifier.Scoring;

namespace Classifier.Cli.Paging;

/// <summary>Reads pages and scores their headlines. A page that cannot be read results in a <see cref="ScoredPage.Error"/>.</summary>
internal sealed class PageScorer(IHeadlineScorer scorer, ClassifyOptions options)
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
