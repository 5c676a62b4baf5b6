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

    [LoggerMessage(3, LogLevel.Information, "Replaced the models; new calls can use {Versions}")]
    public static partial void ModelsReplaced(this ILogger logger, string versions);

    [LoggerMessage(4, LogLevel.Warning, "Refused models on disk; the current ones stay. {Reason}")]
    public static partial void ModelsRefused(this ILogger logger, string reason);

    [LoggerMessage(5, LogLevel.Warning, "The changed API keys cannot be used; the last ones stay valid. {Reason}")]
    public static partial void KeysRefused(this ILogger logger, string reason);
}
