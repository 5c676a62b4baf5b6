using System.Threading.Channels;
using Classifier.Cli.Sources;

namespace Classifier.Cli.Paging;

/// <summary>Scores pages in parallel and delivers them in order. Memory use is constant: at most two pages per core are in
/// flight, and the next page is read only after the oldest of them has been delivered.</summary>
internal sealed class PageRun(PageScorer scorer)
{
    /// <summary>Scores all pages.</summary>
    /// <param name="pages">The pages.</param>
    /// <param name="onScored">Receives each scored page, in the order of <paramref name="pages"/>.</param>
    /// <param name="stop">Cancels the run; pages that have not been delivered by then are discarded.</param>
    public async Task RunAsync(IEnumerable<SourcePage> pages, Action<ScoredPage> onScored, CancellationToken stop)
    {
        var inFlight = Channel.CreateBounded<Task<ScoredPage>>(
            new BoundedChannelOptions(2 * Environment.ProcessorCount) { SingleReader = true, SingleWriter = true }
        );
        using var abandon = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var reading = Task.Run(() => ReadAsync(pages, inFlight.Writer, abandon.Token), CancellationToken.None);
        try
        {
            await foreach (var page in inFlight.Reader.ReadAllAsync(stop))
            {
                onScored(await page.WaitAsync(stop));
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
        ChannelWriter<Task<ScoredPage>> inFlight,
        CancellationToken stop
    )
    {
        try
        {
            foreach (var page in pages)
            {
                // Waits for room before scoring starts, so that the limit includes the page itself.
                if (!await inFlight.WaitToWriteAsync(stop))
                {
                    break;
                }

                await inFlight.WriteAsync(Task.Run(() => scorer.ScoreAsync(page, stop), stop), stop);
            }

            inFlight.Complete();
        }
        catch (Exception exception)
        {
            // The consumer of the channel rethrows the exception, unless it has already stopped.
            inFlight.TryComplete(exception);
        }
    }
}
