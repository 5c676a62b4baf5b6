using System.Threading.Channels;
using Classifier.Cli.Input;
using Classifier.Cli.Output;
using Classifier.Scoring;

namespace Classifier.Cli.Classifying;

/// <summary>Takes rows from a source through the classifier to a writer, in order and in constant memory: one thread
/// reads ahead, each batch is classified by all, and the writer gets it as soon as no more rows are waiting.</summary>
internal sealed class ClassificationPipeline(IHeadlineScorer scorer, ClassifyOptions options)
{
    private const int BatchSize = 1024;

    /// <summary>How many rows were read.</summary>
    public long Rows { get; private set; }

    /// <summary>How many of them could not be classified.</summary>
    public long BadRows { get; private set; }

    /// <summary>Reads, classifies and writes all rows.</summary>
    public async Task RunAsync(
        HeadlineSource source,
        IRowWriter writer,
        Action<double> progress,
        CancellationToken stop
    )
    {
        var waiting = Channel.CreateBounded<HeadlineRow>(
            new BoundedChannelOptions(4 * BatchSize) { SingleReader = true, SingleWriter = true }
        );
        using var abandon = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var reading = Task.Run(() => ReadAsync(source.Rows, waiting.Writer, abandon.Token), CancellationToken.None);
        try
        {
            var batch = new List<HeadlineRow>(BatchSize);
            while (await waiting.Reader.WaitToReadAsync(stop))
            {
                batch.Clear();
                while (batch.Count < BatchSize && waiting.Reader.TryRead(out var row))
                {
                    batch.Add(row);
                }

                foreach (var row in await ClassifyAsync(batch, stop))
                {
                    Rows++;
                    BadRows += row.Error is null ? 0 : 1;
                    writer.Write(row);
                }

                if (waiting.Reader.Count == 0)
                {
                    writer.Flush();
                }

                progress(source.Progress);
            }
        }
        finally
        {
            await abandon.CancelAsync();
        }

        await reading;
        writer.Finish();
    }

    private static async Task ReadAsync(
        IEnumerable<HeadlineRow> rows,
        ChannelWriter<HeadlineRow> waiting,
        CancellationToken stop
    )
    {
        try
        {
            foreach (var row in rows)
            {
                await waiting.WriteAsync(row, stop);
            }

            waiting.Complete();
        }
        catch (Exception exception)
        {
            // The reader of the channel throws it on; a read that nobody waits for any more ends here.
            waiting.TryComplete(exception);
        }
    }

    private async Task<ClassifiedRow[]> ClassifyAsync(List<HeadlineRow> batch, CancellationToken stop)
    {
        var scored = await scorer.ScoreAsync(
            [.. batch.Where(row => row.Error is null).Select(row => row.Headline!)],
            options,
            stop
        );
        var next = 0;
        return
        [
            .. batch.Select(row =>
                row.Error is not null ? new ClassifiedRow(row, null, row.Error) : Row(row, scored[next++])
            ),
        ];
    }

    private static ClassifiedRow Row(HeadlineRow row, ScoredHeadline scored) =>
        new(row, scored.Classification, scored.Error);
}
