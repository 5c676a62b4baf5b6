namespace Classifier.Server.Telemetry;

/// <summary>Defines the server's log messages. None of them contains a headline.</summary>
internal static partial class Log
{
    [LoggerMessage(
        1,
        LogLevel.Information,
        "Listening on {Address} with topic model {Topic} and clickbait model {Clickbait}; press Ctrl+C to stop"
    )]
    public static partial void Listening(this ILogger logger, string address, string topic, string clickbait);

    [LoggerMessage(2, LogLevel.Error, "{Method} failed")]
    public static partial void CallFailed(this ILogger logger, string method, Exception exception);
}
