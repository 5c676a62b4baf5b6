namespace Classifier.Server.Telemetry;

/// <summary>Specifies what a call spends its time with.</summary>
internal enum CallStage
{
    /// <summary>Waits until other calls leave room.</summary>
    Queue,

    /// <summary>Reads a page.</summary>
    Read,

    /// <summary>Scores headlines. Calls to the accurate model also wait for its threads.</summary>
    Score,

    /// <summary>Writes what is left of the response after the last headline was scored.</summary>
    Reply,
}
