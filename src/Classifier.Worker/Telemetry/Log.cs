namespace Classifier.Worker.Telemetry;

/// <summary>Defines the worker's log messages. None contains a headline.</summary>
internal static partial class Log
{
    [LoggerMessage(101, LogLevel.Information, "Reading {Input} as {Consumer} of the group {Group}")]
    public static partial void Reading(this ILogger logger, string input, string consumer, string group);

    [LoggerMessage(102, LogLevel.Warning, "{Engine} does not answer; trying again until it does. {Reason}")]
    public static partial void Disconnected(this ILogger logger, string engine, string reason);

    [LoggerMessage(103, LogLevel.Information, "{Engine} answers again")]
    public static partial void Reconnected(this ILogger logger, string engine);

    [LoggerMessage(105, LogLevel.Information, "Assigned {Partitions} partitions")]
    public static partial void Assigned(this ILogger logger, int partitions);

    [LoggerMessage(106, LogLevel.Information, "Revoked {Partitions} partitions")]
    public static partial void Revoked(this ILogger logger, int partitions);

    [LoggerMessage(104, LogLevel.Information, "Took {Messages} messages over from workers that do not answer")]
    public static partial void TakenOver(this ILogger logger, int messages);
}
