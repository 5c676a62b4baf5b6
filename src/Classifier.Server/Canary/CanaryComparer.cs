using Classifier.Server.Serving;

namespace Classifier.Server.Canary;

/// <summary>Compares the canary with the active versions in the background, with at most a tenth of a core. Callers do not wait, and
/// waking a thread for each headline would cost more than the comparison.</summary>
/// <param name="models">The served models.</param>
/// <param name="time">The clock.</param>
internal sealed class CanaryComparer(ServedModels models, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan IdleInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Budget = Interval / 10;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(CompareQueued() ? Interval : IdleInterval, time, stoppingToken);
        }
    }

    /// <summary>Compares headlines that wait. A method of its own, so that no trial is held between two intervals.</summary>
    /// <returns>Whether there is a trial.</returns>
    private bool CompareQueued()
    {
        var trial = models.Current.Trial;
        trial?.CompareQueued(Budget);
        return trial is not null;
    }
}
