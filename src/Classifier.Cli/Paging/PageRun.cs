using System.Threading.Channels;
using Classifier.Cli.Sources;

namespace Classifier.Cli.Paging;

/// <summary>Takes pages from a source through the scorer, on all cores, in order and in constant memory: no more pages
/// are under way than twice the cores, and the next is read only when the first of them was taken.</summary>
internal sealed class PageRun(PageScorer scorer)
{
    /// <summary>Scores all pages.</summary>
    /// <param name="pages">The pages.</param>
    /// <param name="take">Takes each scored page, in the order of the pages.</param>
    /// <param name="stop">Ends the run; pages that were not taken by then are dropped.</param>
    public async Task RunAsync(IEnumerable<SourcePage> pages, Action<ScoredPage> take, CancellationToken stop)
    {
        var underWay = Channel.CreateBounded<Task<ScoredPage>>(
            new BoundedChannelOptions(2 * Environment.ProcessorCount) { SingleReader = true, SingleWriter = true }
        );
        using var abandon = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var reading = Task.Run(() => ReadAsync(pages, underWay.Writer, abandon.Token), CancellationToken.None);
        try
        {
            await foreach (var page in underWay.Reader.ReadAllAsync(stop))
            {
                take(await page.WaitAsync(stop));
            }
        }
        finally
        {
            await abandon.CancelAsync();
        }

        await reading;
    }

    private async Task ReadAsync(
        IEnumerable<SourcePage> pages,
        ChannelWriter<Task<ScoredPage>> underWay,
        CancellationToken stop
    )
    {
        try
        {
            foreach (var page in pages)
            {
                // A place is waited for first, so that pages under way are counted whole.
                if (!await underWay.WaitToWriteAsync(stop))
                {
                    break;
                }

                await underWay.WriteAsync(Task.Run(() => scorer.ScoreAsync(page, stop), stop), stop);
            }

            underWay.Complete();
        }
        catch (Exception exception)
        {
            // The reader of the channel throws it on; a read that nobody waits for any more ends here.
            underWay.TryComplete(exception);
        }
    }
}
