namespace Classifier.Server.Telemetry;

/// <summary>What the server logs; never a headline.</summary>
internal static partial class Log
{
    [LoggerMessage(
        1,
        LogLevel.Information,
        "Listening on {Address} with topic model {Topic} and clickbait model {Clickbait}; Ctrl+C stops"
    )]
    public static partial void Listening(this ILogger logger, string address, string topic, string clickbait);

    [LoggerMessage(2, LogLevel.Error, "{Method} failed")]
    public static partial void Failed(this ILogger logger, string method, Exception exception);
}
