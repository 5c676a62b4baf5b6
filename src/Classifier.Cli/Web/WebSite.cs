namespace Classifier.Cli.Web;

/// <summary>Represents a site: it serializes requests with a pause between them and reads robots.txt once.</summary>
/// <param name="pause">The minimum delay between two requests.</param>
/// <param name="readRobots">Fetches and parses robots.txt.</param>
internal sealed class WebSite(TimeSpan pause, Func<Task<RobotsRules>> readRobots) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Lazy<Task<RobotsRules>> _robots = new(readRobots);
    private long? _ended;

    /// <summary>Gets the rules of robots.txt, which are fetched on first use and shared by all callers.</summary>
    public Task<RobotsRules> Robots => _robots.Value;

    /// <summary>Waits for preceding requests and the pause, and then runs a request.</summary>
    public async Task<T> RunExclusiveAsync<T>(Func<Task<T>> request, CancellationToken stop)
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
