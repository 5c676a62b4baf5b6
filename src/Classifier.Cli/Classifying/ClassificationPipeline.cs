using System.Threading.Channels;
using Classifier.Cli.Input;
using Classifier.Cli.Output;
using Classifier.Scoring;

namespace Classifier.Cli.Classifying;

/// <summary>Streams rows from a source through a scorer to a writer, in order and in constant memory. One thread reads ahead into a
/// bounded channel, each batch is scored on all cores, and the writer is flushed whenever no more rows are waiting.</summary>
/// <param name="scorer">The scorer.</param>
/// <param name="options">What to return for each headline.</param>
/// <param name="stories">Whether to number the stories, which takes memory for all rows; see <see cref="StoryRows"/>.</param>
internal sealed class ClassificationPipeline(IHeadlineScorer scorer, ClassifyOptions options, bool stories)
{
    private const int BatchSize = 1024;

    /// <summary>Gets the number of rows that were read.</summary>
    public long RowCount { get; private set; }

    /// <summary>Gets the number of rows that could not be classified.</summary>
    public long FailedRowCount { get; private set; }

    /// <summary>Reads, classifies and writes all rows.</summary>
    /// <param name="source">Where to read from.</param>
    /// <param name="writer">Where to write to.</param>
    /// <param name="progress">Receives the share of the source that was read, 0 to 1, after each batch.</param>
    /// <param name="cancellationToken">Stops the pipeline.</param>
    public async Task RunAsync(
        HeadlineSource source,
        IRowWriter writer,
        Action<double> progress,
        CancellationToken cancellationToken
    )
    {
        var channel = Channel.CreateBounded<HeadlineRow>(
            new BoundedChannelOptions(4 * BatchSize) { SingleReader = true, SingleWriter = true }
        );
        using var readerCancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Task.Run(
            () =>
                ReadAsync(
                    stories ? StoryRows.Number(source.Rows) : source.Rows,
                    channel.Writer,
                    readerCancellation.Token
                ),
            CancellationToken.None
        );
        try
        {
            var batch = new List<HeadlineRow>(BatchSize);
            while (await channel.Reader.WaitToReadAsync(cancellationToken))
            {
                batch.Clear();
                while (batch.Count < BatchSize && channel.Reader.TryRead(out var row))
                {
                    batch.Add(row);
                }

                foreach (var row in await ClassifyAsync(batch, cancellationToken))
                {
                    RowCount++;
                    FailedRowCount += row.Error is null ? 0 : 1;
                    writer.Write(row);
                }

                if (channel.Reader.Count == 0)
                {
                    writer.Flush();
                }

                progress(source.Progress);
            }
        }
        finally
        {
            await readerCancellation.CancelAsync();
        }

        await reading;
        writer.Finish();
    }

    private static async Task ReadAsync(
        IEnumerable<HeadlineRow> rows,
        ChannelWriter<HeadlineRow> channel,
        CancellationToken cancellationToken
    )
    {
        try
        {
            foreach (var row in rows)
            {
                await channel.WriteAsync(row, cancellationToken);
            }

            channel.Complete();
        }
        catch (Exception exception)
        {
            // The reader of the channel rethrows the exception, unless it has stopped already.
            channel.TryComplete(exception);
        }
    }

    private async Task<ClassifiedRow[]> ClassifyAsync(List<HeadlineRow> batch, CancellationToken cancellationToken)
    {
        var scored = await scorer.ScoreAsync(
            [.. batch.Where(row => row.Error is null).Select(row => row.Headline!)],
            options,
            cancellationToken
        );
        var next = 0;
        return
        [
            .. batch.Select(row =>
                row.Error is not null ? new ClassifiedRow(row, null, row.Error) : CreateRow(row, scored[next++])
            ),
        ];
    }

    private static ClassifiedRow CreateRow(HeadlineRow row, ScoredHeadline scored) =>
        new(row, scored.Classification, scored.Error);
}
