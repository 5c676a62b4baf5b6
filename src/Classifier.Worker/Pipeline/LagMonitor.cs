using Classifier.Worker.Sources;

namespace Classifier.Worker.Pipeline;

/// <summary>Measures at intervals how many messages the group has not acknowledged.</summary>
internal sealed class LagMonitor(IWorkSource source, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private long _lag = -1;

    /// <summary>Gets the number of messages that the group has not acknowledged; null if it is not known.</summary>
    public long? Lag => Interlocked.Read(ref _lag) is >= 0 and var lag ? lag : null;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Interlocked.Exchange(ref _lag, await source.MeasureLagAsync(stoppingToken) ?? -1);
        }
    }
}
