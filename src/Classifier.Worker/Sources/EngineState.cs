using Classifier.Worker.Telemetry;

namespace Classifier.Worker.Sources;

/// <summary>Keeps whether an engine answers, and logs when that changes. Instances are thread-safe.</summary>
/// <param name="engine">The name of the engine.</param>
/// <param name="logger">The log.</param>
internal sealed class EngineState(string engine, ILogger logger)
{
    private volatile bool _isConnected;
    private bool _isLost;

    /// <summary>Gets a value indicating whether the engine answers.</summary>
    public bool IsConnected => _isConnected;

    /// <summary>Records that the engine has answered.</summary>
    public void OnSuccess()
    {
        _isConnected = true;
        if (Interlocked.Exchange(ref _isLost, false))
        {
            logger.Reconnected(engine);
        }
    }

    /// <summary>Records that the engine has not answered.</summary>
    /// <param name="reason">The reason for the log.</param>
    public void OnFailure(string reason)
    {
        _isConnected = false;
        if (!Interlocked.Exchange(ref _isLost, true))
        {
            logger.Disconnected(engine, reason);
        }
    }
}
