namespace Classifier.Server.Telemetry;

/// <summary>Defines the server's log messages. Only <see cref="HeadlineClassified"/>, which is off by
/// default, contains a headline.</summary>
internal static partial class Log
{
    [LoggerMessage(
        1,
        LogLevel.Information,
        "Listening on {Address} with topic model {Topic} and clickbait model {Clickbait}; press Ctrl+C to stop"
    )]
    public static partial void Listening(this ILogger logger, string address, string topic, string clickbait);

    [LoggerMessage(2, LogLevel.Error, "{Method} failed, trace {TraceId}")]
    public static partial void CallFailed(this ILogger logger, string method, string traceId, Exception exception);

    [LoggerMessage(3, LogLevel.Information, "Replaced the models; new calls can use {Versions}")]
    public static partial void ModelsReplaced(this ILogger logger, string versions);

    [LoggerMessage(4, LogLevel.Warning, "Refused models on disk; the current ones stay. {Reason}")]
    public static partial void ModelsRefused(this ILogger logger, string reason);

    [LoggerMessage(5, LogLevel.Warning, "The changed API keys cannot be used; the last ones stay valid. {Reason}")]
    public static partial void KeysRefused(this ILogger logger, string reason);

    [LoggerMessage(
        6,
        LogLevel.Information,
        "{Protocol} {Method} ended with {Code} {Reason} after {Milliseconds} ms, {Items} items, trace {TraceId}"
    )]
    private static partial void CallEnded(
        this ILogger logger,
        string protocol,
        string method,
        string code,
        string reason,
        double milliseconds,
        int items,
        string traceId
    );

    /// <summary>Logs the end of a call.</summary>
    public static void CallEnded(this ILogger logger, CallRecord call) =>
        logger.CallEnded(
            call.Protocol,
            call.Method,
            CallMetrics.GetName(call.Code),
            call.Reason,
            Math.Round(call.Elapsed.TotalMilliseconds, 3),
            call.ClassifiedItems + call.InvalidItems,
            CallRecord.RequestId
        );

    [LoggerMessage(
        7,
        LogLevel.Information,
        "Classified “{Headline}”: topic {Topic}, clickbait {Clickbait}, trace {TraceId}"
    )]
    public static partial void HeadlineClassified(
        this ILogger logger,
        string headline,
        string topic,
        float clickbait,
        string traceId
    );
}
