using System.Diagnostics;
using System.Threading.Channels;
using Classifier.Server.Serving;
using Classifier.Worker.Messages;
using Classifier.Worker.Sources;
using Classifier.Worker.Telemetry;

namespace Classifier.Worker.Pipeline;

/// <summary>Reads, scores, and completes messages: one batch is read and one is completed while another one is scored. Batches are
/// completed in the order in which they were read.</summary>
internal sealed class WorkLoop(
    IWorkSource source,
    MessageScorer scorer,
    ServedModels models,
    WorkerOptions options,
    WorkerMetrics metrics
) : BackgroundService
{
    /// <summary>The maximum number of headlines in a batch of the accurate model, which takes milliseconds for each.</summary>
    private const int MaxAccurateBatch = 100;

    /// <summary>The headlines that a message with several of them is expected to have, until one is read.</summary>
    private const double InitialHeadlines = 100;

    /// <summary>The time that batches in flight have to be completed when the worker stops.</summary>
    private static readonly TimeSpan FinishingTime = TimeSpan.FromSeconds(2);

    private double _headlinesPerMessage = options.Kind == MessageKind.Text ? 1 : InitialHeadlines;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var finishing = new CancellationTokenSource();
        await using var stopping = stoppingToken.Register(() => finishing.CancelAfter(FinishingTime));
        await using (source)
        {
            try
            {
                await source.StartAsync(stoppingToken);
                await RunAsync(finishing, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // What is not completed is read again by another worker.
            }
        }
    }

    private async Task RunAsync(CancellationTokenSource finishing, CancellationToken stopping)
    {
        var read = Channel.CreateBounded<IReadOnlyList<WorkMessage>>(1);
        var scored = Channel.CreateBounded<ScoredMessage[]>(1);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(stopping, finishing.Token);
        Task[] stages =
        [
            Task.Run(() => ReadAsync(read.Writer, reading.Token), CancellationToken.None),
            Task.Run(() => ScoreAsync(read.Reader, scored.Writer, finishing.Token), CancellationToken.None),
            Task.Run(() => CompleteAsync(scored.Reader, finishing.Token), CancellationToken.None),
        ];

        // A stage that fails ends the others.
        var first = await Task.WhenAny(Task.WhenAll(stages), FirstFailureAsync(stages));
        if (first.IsFaulted)
        {
            await finishing.CancelAsync();
        }

        await first;
    }

    private static async Task FirstFailureAsync(Task[] stages)
    {
        await foreach (var stage in Task.WhenEach(stages))
        {
            await stage;
        }
    }

    private async Task ReadAsync(ChannelWriter<IReadOnlyList<WorkMessage>> batches, CancellationToken reading)
    {
        try
        {
            while (!reading.IsCancellationRequested)
            {
                var headlines = models.UsesAccurateByDefault
                    ? Math.Min(options.Batch, MaxAccurateBatch)
                    : options.Batch;
                var max = Math.Clamp((int)(headlines / _headlinesPerMessage), 1, headlines);
                var messages = await source.ReadAsync(max, options.Linger, reading);
                if (messages.Count > 0)
                {
                    metrics.AddRead(messages.Count);
                    await batches.WriteAsync(messages, CancellationToken.None);
                }
            }
        }
        finally
        {
            batches.Complete();
        }
    }

    private async Task ScoreAsync(
        ChannelReader<IReadOnlyList<WorkMessage>> batches,
        ChannelWriter<ScoredMessage[]> results,
        CancellationToken finishing
    )
    {
        try
        {
            await foreach (var batch in batches.ReadAllAsync(finishing))
            {
                var start = Stopwatch.GetTimestamp();
                var scored = scorer.Score(batch, finishing);
                metrics.RecordScoring(Stopwatch.GetElapsedTime(start));
                var headlines = scored.Sum(message => Math.Max(1, message.Results.Count + message.DeadLetters.Count));
                _headlinesPerMessage = Math.Max(1, (_headlinesPerMessage + ((double)headlines / scored.Length)) / 2);
                await results.WriteAsync(scored, finishing);
            }
        }
        finally
        {
            results.Complete();
        }
    }

    private async Task CompleteAsync(ChannelReader<ScoredMessage[]> results, CancellationToken finishing)
    {
        await foreach (var batch in results.ReadAllAsync(finishing))
        {
            var start = Stopwatch.GetTimestamp();
            await source.CompleteAsync(batch, finishing);
            metrics.RecordCompletion(batch, Stopwatch.GetElapsedTime(start));
        }
    }
}
