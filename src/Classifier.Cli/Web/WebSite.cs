namespace Classifier.Cli.Web;

/// <summary>A site: one request at a time, a pause between two, and its robots.txt read once.</summary>
/// <param name="pause">How long to wait between two requests.</param>
/// <param name="readRobots">Reads its robots.txt.</param>
internal sealed class WebSite(TimeSpan pause, Func<Task<RobotsRules>> readRobots) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Lazy<Task<RobotsRules>> _robots = new(readRobots);
    private long? _ended;

    /// <summary>What its robots.txt allows. All who ask wait for the same answer.</summary>
    public Task<RobotsRules> Robots => _robots.Value;

    /// <summary>Makes a request when it is its turn.</summary>
    public async Task<T> InTurnAsync<T>(Func<Task<T>> request, CancellationToken stop)
    {
        await _gate.WaitAsync(stop);
        try
        {
            if (_ended is { } ended && pause - TimeProvider.System.GetElapsedTime(ended) is { Ticks: > 0 } rest)
            {
                await Task.Delay(rest, stop);
            }

            return await request();
        }
        finally
        {
            _ended = TimeProvider.System.GetTimestamp();
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();
}
